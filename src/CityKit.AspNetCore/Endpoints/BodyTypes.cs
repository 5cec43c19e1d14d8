using CityKit.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>The content types that an endpoint's bodies may have, as metadata; without it JSON.</summary>
/// <param name="MayBeLeftOut">Whether a body may come without a content type, as a device of before sends it.</param>
/// <param name="Types">The types.</param>
internal sealed record BodyTypes(bool MayBeLeftOut, params string[] Types)
{
    internal static BodyTypes Json { get; } = new(false, "application/json");

    internal static BodyTypes Wire { get; } = new(true, "application/msgpack", "application/vnd.msgpack", "application/octet-stream");

    /// <summary>What vendors' platforms push.</summary>
    internal static BodyTypes Feeds { get; } =
        new(true, "application/json", "application/cloudevents+json", "application/cloudevents-batch+json");

    /// <summary>Pictures and clips, known by their content.</summary>
    internal static BodyTypes Evidence { get; } = new(true, "image/jpeg", "image/png", "video/mp4", "application/octet-stream");

    internal static BodyTypes Lines { get; } = new(false, "application/x-ndjson", "application/jsonl", "text/plain");

    internal static BodyTypes Csv { get; } = new(false, "text/csv", "text/plain");

    /// <summary>Why a request's body is not taken; null when it is, or there is none.</summary>
    internal static Refusal? Check(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true }) return null;
        var types = context.GetEndpoint()?.Metadata.GetMetadata<BodyTypes>() ?? Json;
        return types.Takes(context.Request.ContentType) ? null : types.Refuse(context.Request.ContentType);
    }

    private bool Takes(string? shown) => string.IsNullOrEmpty(shown) ? MayBeLeftOut
        : MediaTypeHeaderValue.TryParse(shown, out var type)
            && Types.Contains(type.MediaType.ToString(), StringComparer.OrdinalIgnoreCase);

    private Refusal Refuse(string? shown) => Refusal.Of("wrong-type",
        $"The content type is '{shown}': send the body as {string.Join(" or ", Types)}.",
        $"内容类型为“{shown}”，请使用 {string.Join(" 或 ", Types)}。", Types);
}
