using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Signing;
using NodaTime;

namespace CityKit.Edge.Agent.Identity;

/// <summary>
/// One line of JSON and the device's signature over exactly its bytes. The line carries the public key; who knows the fingerprint can check
/// it anywhere.
/// </summary>
/// <param name="Line">The statement.</param>
/// <param name="Signature">64 bytes, r then s.</param>
internal sealed record SignedStatement(string Line, ReadOnlyMemory<byte> Signature)
{
    private const string SignatureMark = "signature: ";
    private const int SignatureBytes = 64;

    /// <summary>A device says something.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="device">The device.</param>
    /// <param name="says">What kind of statement it is.</param>
    /// <param name="at">When.</param>
    /// <param name="write">Writes what it says.</param>
    internal static SignedStatement Of(DeviceKey key, DeviceId device, string says, Instant at, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("statement", says);
            writer.WriteString("device", device.Value);
            writer.WriteString("publicKey", Convert.ToBase64String(key.Public.Info.Span));
            writer.WriteString("at", $"{at}");
            write(writer);
            writer.WriteEndObject();
        }
        var bytes = buffer.ToArray();
        return new SignedStatement(Encoding.UTF8.GetString(bytes), key.Sign(bytes));
    }

    /// <summary>Reads a statement as it is written to a file; whether it is true is <see cref="IsSignedBy"/>'s to say.</summary>
    /// <returns>The statement; null when the text is not one.</returns>
    internal static SignedStatement? Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var signature = new byte[SignatureBytes];
        return lines is [var line, var second] && second.StartsWith(SignatureMark, StringComparison.Ordinal)
            && Convert.TryFromBase64String(second[SignatureMark.Length..].Trim(), signature, out var length) && length == SignatureBytes
            ? new SignedStatement(line, signature)
            : null;
    }

    /// <summary>The key that the statement itself names; null when it names none.</summary>
    internal DevicePublicKey? OwnKey()
    {
        try
        {
            using var json = JsonDocument.Parse(Line);
            return new DevicePublicKey(json.RootElement.GetProperty("publicKey").GetBytesFromBase64());
        }
        catch (Exception none) when (none is JsonException or InvalidOperationException or KeyNotFoundException or FormatException
            or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether the key's other half signed exactly this line.</summary>
    internal bool IsSignedBy(DevicePublicKey key) => key.Verify(Encoding.UTF8.GetBytes(Line), Signature.Span);

    /// <summary>The line, then the signature.</summary>
    public override string ToString() => $"{Line}\n{SignatureMark}{Convert.ToBase64String(Signature.Span)}";
}
