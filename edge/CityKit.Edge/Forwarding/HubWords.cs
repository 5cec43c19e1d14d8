using System.Globalization;
using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;

namespace CityKit.Edge.Forwarding;

/// <summary>What the JSON of an answer says; what is missing or malformed is null.</summary>
/// <param name="Status">The status word.</param>
/// <param name="Cursor">How far the hub says the lane has come.</param>
/// <param name="Hash">The hub's running hash there.</param>
/// <param name="History">The history of the hub's record.</param>
/// <param name="Signature">The hub's signature.</param>
/// <param name="Path">The way from the answer to what is signed; empty when the answer itself is.</param>
/// <param name="Owner">Where to send from now on.</param>
/// <param name="Message">For people.</param>
internal sealed record HubWords(string? Status, long? Cursor, RunningHash? Hash, UInt128? History, byte[]? Signature, byte[] Path,
    SignedAddress? Owner, LocalizedText? Message)
{
    private const int HistoryDigits = 32;
    private const int SignatureBytes = 64;
    private static readonly HubWords None = new(null, null, null, null, null, [], null, null);

    internal static HubWords Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? None
                : new HubWords(Text(root, "status"), CursorOf(root), HashOf(root), HistoryOf(root),
                    BytesOf(root, "signature") is { Length: SignatureBytes } signature ? signature : null,
                    BytesOf(root, "path") ?? [], OwnerOf(root), MessageOf(root));
        }
        catch (JsonException)
        {
            return None;
        }
    }

    private static long? CursorOf(JsonElement root)
    {
        if (!root.TryGetProperty("cursor", out var at) || at.ValueKind != JsonValueKind.Number) return null;
        return at.TryGetInt64(out var number) && number >= 0 ? number : null;
    }

    private static RunningHash? HashOf(JsonElement root) =>
        Hexadecimal(root, "hash", 2 * RunningHash.ByteLength) is { } text ? RunningHash.FromBytes(Convert.FromHexString(text)) : null;

    private static UInt128? HistoryOf(JsonElement root) =>
        Hexadecimal(root, "history", HistoryDigits) is { } text
            ? UInt128.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : null;

    private static SignedAddress? OwnerOf(JsonElement root) =>
        Text(root, "owner") is { } address && BytesOf(root, "ownerSignature") is { } signature
            ? new SignedAddress(address, signature) : null;

    private static byte[]? BytesOf(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String) return null;
        return value.TryGetBytesFromBase64(out var bytes) ? bytes : null;
    }

    private static string? Hexadecimal(JsonElement root, string name, int digits) =>
        Text(root, name) is { } text && text.Length == digits && text.All(char.IsAsciiHexDigit) ? text : null;

    private static LocalizedText? MessageOf(JsonElement root)
    {
        if (!root.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object) return null;
        return Text(message, "zh") is { } zh && Text(message, "en") is { } en ? new LocalizedText(zh, en) : null;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
