using System.Buffers;
using System.Globalization;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Core.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>Reads requests within limits.</summary>
internal static class Requests
{
    private const int MaxJson = 64 << 10;

    internal static CityHub Hub(this HttpContext context) => context.RequestServices.GetRequiredService<CityHub>();

    /// <summary>The authenticated actor. The routes require one, so it is there unless the application's own claims lack an id.</summary>
    internal static Actor Actor(this HttpContext context) => ActorClaims.ToActor(context.User) ?? new Actor("unknown", "", new HashSet<Role>());

    /// <summary>A parameter that is a number from 0; null when it is none.</summary>
    internal static long? Number(HttpContext context, string name) =>
        long.TryParse(context.Request.Query[name].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The body, or null when it is longer than <paramref name="limit"/>.</summary>
    internal static async Task<byte[]?> BodyAsync(this HttpContext context, int limit)
    {
        if (context.Request.ContentLength > limit) return null;
        var body = new ArrayBufferWriter<byte>((int)(context.Request.ContentLength ?? 4096) + 1);
        while (true)
        {
            var read = await context.Request.Body.ReadAsync(body.GetMemory(1), context.RequestAborted).ConfigureAwait(false);
            if (read == 0) return body.WrittenSpan.ToArray();
            body.Advance(read);
            if (body.WrittenCount > limit) return null;
        }
    }

    /// <summary>Reads the body as a JSON object and hands it on; whatever is wrong with it, now or in <paramref name="handle"/>, becomes one answer.</summary>
    internal static async Task JsonAsync(HttpContext context, Func<ConfigReader, Func<Task>> handle)
    {
        if (await context.BodyAsync(MaxJson).ConfigureAwait(false) is not { } body)
        {
            await JsonAnswer.RefuseAsync(context, Refusal.Of("too-large", $"The body has more than {MaxJson} bytes.", $"请求体超过 {MaxJson} 字节。")).ConfigureAwait(false);
            return;
        }
        var reader = ConfigReader.Parse(body);
        var go = handle(reader);
        reader.Close();
        await (reader.Errors.Count == 0 ? go() : JsonAnswer.RefuseAsync(context, Bad(reader.Errors))).ConfigureAwait(false);
    }

    private static Refusal Bad(ConfigErrors errors) => new("bad-request", errors[0].Message, []);
}
