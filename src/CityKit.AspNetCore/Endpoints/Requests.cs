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
    private const int FirstBuffer = 4096;

    internal static CityHub Hub(this HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<HubName>() is { } named
        ? context.RequestServices.GetRequiredKeyedService<CityHub>(named.Name)
        : context.RequestServices.GetRequiredService<CityHub>();

    /// <summary>The hub that a request is about; null when there is none, as at an endpoint of the application's own.</summary>
    internal static CityHub? FindHub(this HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<HubName>() is { } named
        ? context.RequestServices.GetKeyedService<CityHub>(named.Name)
        : context.RequestServices.GetService<CityHub>();

    /// <summary>The authenticated actor. The routes require one, so it is there unless the application's own claims lack an id.</summary>
    internal static Actor Actor(this HttpContext context) =>
        ActorClaims.ToActor(context.User) ?? new Actor("unknown", "", new HashSet<Role>());

    /// <summary>A parameter that is a number from 0; null when it is not one.</summary>
    internal static long? Number(HttpContext context, string name) =>
        long.TryParse(context.Request.Query[name].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>
    /// Reads the body. Memory grows with what arrives, never with what a header claims; a body that is too long, too slow, broken or given
    /// up is a refusal.
    /// </summary>
    internal static async Task<RequestBody> BodyAsync(this HttpContext context, int limit)
    {
        if (context.Request.ContentLength > limit) return RequestBody.TooLarge(limit);
        try
        {
            return await ReadAsync(context, limit).ConfigureAwait(false);
        }
        catch (BadHttpRequestException wrong)
        {
            return RequestBody.Unreadable(wrong);
        }
        catch (InvalidOperationException wrong) when (RequestBody.IsServers(wrong))
        {
            return RequestBody.CutOff(context);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            return RequestBody.GivenUp;
        }
    }

    /// <summary>
    /// Reads the body as a JSON object and passes it on; whatever is wrong with it, now or in <paramref name="handle"/>, becomes one
    /// answer.
    /// </summary>
    internal static async Task JsonAsync(HttpContext context, Func<ConfigReader, Func<Task>> handle)
    {
        var body = await context.BodyAsync(MaxJson).ConfigureAwait(false);
        if (body.Refusal is { } refusal)
        {
            await JsonAnswer.RefuseAsync(context, refusal).ConfigureAwait(false);
            return;
        }
        var reader = ConfigReader.Parse(body.Bytes);
        var go = handle(reader);
        reader.Close();
        await (reader.Errors.Count == 0 ? go() : JsonAnswer.RefuseAsync(context, Bad(reader.Errors))).ConfigureAwait(false);
    }

    private static async Task<RequestBody> ReadAsync(HttpContext context, int limit)
    {
        var body = new ArrayBufferWriter<byte>(FirstBuffer);
        while (true)
        {
            var read = await context.Request.Body.ReadAsync(body.GetMemory(1), context.RequestAborted).ConfigureAwait(false);
            if (read == 0) return RequestBody.Of(body.WrittenSpan.ToArray());
            body.Advance(read);
            if (body.WrittenCount > limit) return RequestBody.TooLarge(limit);
        }
    }

    /// <summary>What is wrong with a body, the first of it.</summary>
    internal static Refusal Bad(ConfigErrors errors) => new("bad-request", errors[0].Message, []);
}
