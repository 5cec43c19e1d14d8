using CityKit.Core;
using Microsoft.AspNetCore.Http;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>A request's body, or why there is none.</summary>
/// <param name="Bytes">The body; empty when there is a refusal.</param>
/// <param name="Refusal">Why it was not taken; null when it was.</param>
internal readonly record struct RequestBody(byte[] Bytes, Refusal? Refusal)
{
    /// <summary>The client went away: nobody reads the answer.</summary>
    internal static RequestBody GivenUp { get; } = new([], Refusal.Of("bad-request", "The body did not arrive whole.", "请求体未完整到达。"));

    /// <summary>
    /// The server cannot go on with this body, as when a trailer behind its chunks is no UTF-8: nor can it with the connection.
    /// </summary>
    internal static RequestBody CutOff(HttpContext context)
    {
        context.Abort();
        return GivenUp;
    }

    /// <summary>Whether Kestrel threw it while it read a body, not the hub.</summary>
    internal static bool IsServers(InvalidOperationException wrong) => wrong.Source == "Microsoft.AspNetCore.Server.Kestrel.Core";

    internal static RequestBody Of(byte[] bytes) => new(bytes, null);

    internal static RequestBody TooLarge(int limit) => new([], Refusal.Of("too-large",
        $"The body has more than {limit} bytes: send it in several requests.", $"请求体超过 {limit} 字节，请分多次提交。"));

    /// <summary>The server refused to read on: too slow, or not well-formed HTTP.</summary>
    internal static RequestBody Unreadable(BadHttpRequestException wrong) => wrong.StatusCode switch
    {
        StatusCodes.Status408RequestTimeout =>
            new([], Refusal.Of("too-slow", "The body arrived too slowly: send it again.", "请求体到达过慢，请重试。")),
        StatusCodes.Status413PayloadTooLarge =>
            new([], Refusal.Of("too-large", "The body is larger than this server takes.", "请求体超过服务器上限。")),
        _ => new([], Refusal.Of("bad-request", "The body is not well-formed HTTP.", "请求体不是合法的 HTTP 内容。")),
    };
}
