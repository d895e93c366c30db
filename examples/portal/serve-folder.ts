import fastifyStatic from "@fastify/static";
import Fastify from "fastify";

/** A folder on 127.0.0.1. The page brings its own Content Security Policy; the headers that a page cannot set for itself are set here. */
export async function serveFolder(folder: string, port: number): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const app = Fastify();
  app.addHook("onSend", async (_, reply) => {
    void reply.header("x-content-type-options", "nosniff").header("referrer-policy", "no-referrer").header("x-frame-options", "DENY");
  });
  await app.register(fastifyStatic, { root: folder, cacheControl: false });
  const url = await app.listen({ host: "127.0.0.1", port });
  return { url, close: () => app.close() };
}
