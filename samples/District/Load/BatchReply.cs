using System.Text.Json;

namespace CityKit.Samples.District.Load;

/// <summary>What a node said to a batch.</summary>
/// <param name="Status">The word; null when nobody knows what became of it.</param>
/// <param name="Cursor">How far the hub has come in the lane; 0 when it does not say.</param>
/// <param name="Owner">The address of the node that has the device's partition; null when it does not say.</param>
internal sealed record BatchReply(string? Status, long Cursor, Uri? Owner)
{
    /// <summary>Nobody answered.</summary>
    internal static readonly BatchReply Unreachable = new(null, 0, null);

    /// <summary>Reads an answer.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    internal static BatchReply Read(int code, byte[] body)
    {
        using var answer = JsonDocument.Parse(body);
        var root = answer.RootElement;
        return new BatchReply(Text(root, "status") ?? Text(root, "code") ?? $"HTTP {code}",
            root.TryGetProperty("cursor", out var cursor) ? cursor.GetInt64() : 0,
            Uri.TryCreate(Text(root, "owner"), UriKind.Absolute, out var owner) ? owner : null);
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
