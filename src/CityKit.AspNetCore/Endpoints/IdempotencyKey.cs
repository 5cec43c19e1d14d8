using CityKit.Core.Text;
using Microsoft.AspNetCore.Http;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// The header <c>Idempotency-Key</c>: a command's id for callers that keep it out of the body. The same id of the same actor is carried
/// out once.
/// </summary>
internal static class IdempotencyKey
{
    internal const string Header = "Idempotency-Key";
    private const string Member = "commandId";
    private const int MaxId = 64;

    /// <summary>What the header says, with quotes or without; null when it is not there.</summary>
    internal static string? Of(HttpContext context) =>
        context.Request.Headers[Header].ToString().Trim('"') is { Length: > 0 } key ? key : null;

    /// <summary>The id in the body or in the header; one of them has to be there.</summary>
    internal static string CommandId(HttpContext context, ConfigReader json) => CommandId(Of(context), json);

    /// <summary>The same, where a header is not that of this command.</summary>
    internal static string CommandId(string? key, ConfigReader json, string member = Member) =>
        key is null ? json.Text(member, MaxId) : Agreed(key, json, member);

    /// <summary>The id in the body or in the header; null when it is in neither.</summary>
    internal static string? CommandIdOrNull(HttpContext context, ConfigReader json) =>
        Of(context) is { } key ? Agreed(key, json, Member) : json.TextOrNull(Member, MaxId);

    private static string Agreed(string key, ConfigReader json, string member)
    {
        if (json.TextOrNull(member, MaxId) is { } id && id != key)
            json.Reject(member, new($"与请求头 {Header} 一致，或不填", $"what the header {Header} says, or left out"));
        return key;
    }
}
