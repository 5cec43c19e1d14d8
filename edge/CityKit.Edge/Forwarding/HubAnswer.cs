using System.Net;
using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Chain;

namespace CityKit.Edge.Forwarding;

/// <summary>What the hub said to a batch.</summary>
/// <param name="Kind">What it means for the outbox.</param>
/// <param name="Cursor">How far the hub says the lane has come.</param>
/// <param name="Hash">The hub's running hash there; null when it says none.</param>
/// <param name="Message">For people.</param>
internal sealed record HubAnswer(HubAnswerKind Kind, long Cursor, RunningHash? Hash, LocalizedText Message)
{
    internal static HubAnswer Unreachable(string reason) => new(HubAnswerKind.Unreachable, 0, null, new LocalizedText($"无法连接中心：{reason}", $"The hub cannot be reached: {reason}"));

    /// <summary>
    /// Reads an answer. What changes the outbox must be said in the hub's own words, because a proxy in between says 200, 400 or 410 too;
    /// what only makes the forwarder wait is taken from the status code alone.
    /// </summary>
    internal static HubAnswer Read(HttpStatusCode code, ReadOnlyMemory<byte> body)
    {
        var (status, cursor, hash, message) = Parse(body);
        var kind = (code, status) switch
        {
            (HttpStatusCode.OK, "synced") when cursor is not null && hash is not null => HubAnswerKind.Synced,
            (HttpStatusCode.Conflict, "gap" or "overlap") when cursor is not null && hash is not null => HubAnswerKind.Moved,
            (HttpStatusCode.Conflict, "diverged") => HubAnswerKind.Diverged,
            (HttpStatusCode.Gone, "retired") => HubAnswerKind.Retired,
            (HttpStatusCode.BadRequest, "garbage") => HubAnswerKind.Garbage,
            (HttpStatusCode.Forbidden, _) => HubAnswerKind.UnknownDevice,
            (HttpStatusCode.Unauthorized, _) => HubAnswerKind.BadSignature,
            (HttpStatusCode.RequestEntityTooLarge, _) => HubAnswerKind.TooLarge,
            ( >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests, _) => HubAnswerKind.Busy,
            _ => HubAnswerKind.Unclear,
        };
        return new HubAnswer(kind, cursor ?? 0, hash, message ?? new LocalizedText($"中心返回 HTTP {(int)code}。", $"The hub answered HTTP {(int)code}{(status is null ? "" : $" '{status}'")}."));
    }

    private static (string? Status, long? Cursor, RunningHash? Hash, LocalizedText? Message) Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return default;
            long? cursor = root.TryGetProperty("cursor", out var at) && at.ValueKind == JsonValueKind.Number && at.TryGetInt64(out var number) && number >= 0 ? number : null;
            return (Text(root, "status"), cursor, HashOf(root), MessageOf(root));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static RunningHash? HashOf(JsonElement root) =>
        Text(root, "hash") is { Length: 2 * RunningHash.ByteLength } text && text.All(char.IsAsciiHexDigit) ? RunningHash.FromBytes(Convert.FromHexString(text)) : null;

    private static LocalizedText? MessageOf(JsonElement root)
    {
        if (!root.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object) return null;
        return Text(message, "zh") is { } zh && Text(message, "en") is { } en ? new LocalizedText(zh, en) : null;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
