using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Signing;
using NodaTime;

namespace CityKit.Edge.Agent.Identity;

/// <summary>One line of JSON and the device's signature over exactly its bytes. The line carries the public key; who knows the fingerprint can check it anywhere.</summary>
/// <param name="Line">The statement.</param>
/// <param name="Signature">64 bytes, r then s.</param>
internal sealed record SignedStatement(string Line, ReadOnlyMemory<byte> Signature)
{
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
            writer.WriteString("at", at.ToString());
            write(writer);
            writer.WriteEndObject();
        }
        var bytes = buffer.ToArray();
        return new SignedStatement(Encoding.UTF8.GetString(bytes), key.Sign(bytes));
    }

    /// <summary>The line, then the signature.</summary>
    public override string ToString() => $"{Line}\nsignature: {Convert.ToBase64String(Signature.Span)}";
}
