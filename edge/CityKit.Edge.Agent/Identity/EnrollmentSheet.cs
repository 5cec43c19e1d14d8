using CityKit.Core;
using CityKit.Core.Signing;
using QRCoder;

namespace CityKit.Edge.Agent.Identity;

/// <summary>
/// What an installer shows and an administrator compares: device, fingerprint, the QR code of both, the request that admits the key.
/// Nothing secret, no personal data.
/// </summary>
internal sealed class EnrollmentSheet(DeviceId device, DevicePublicKey key, Uri? hub)
{
    /// <summary>What the QR code says.</summary>
    internal string Code => $"CITYKIT-DEVICE:{device}:SHA256:{key.Fingerprint}";

    /// <summary>The body of the request that admits the device.</summary>
    internal string Body => $$"""{"publicKey": "{{Convert.ToBase64String(key.Info.Span)}}"}""";

    /// <summary>The public half as PEM.</summary>
    internal string Pem => System.Security.Cryptography.PemEncoding.WriteString("PUBLIC KEY", key.Info.Span) + "\n";

    /// <summary>The sheet.</summary>
    internal void Write(TextWriter output, bool withCode)
    {
        output.WriteLine($"Device 设备         {device}");
        output.WriteLine($"Fingerprint 指纹    {Groups(key.Fingerprint)}");
        if (withCode) output.WriteLine("\n" + Square(Code));
        output.WriteLine(Code);
        output.WriteLine();
        output.WriteLine("An administrator compares the fingerprint and admits the key at the hub. 管理员核对指纹后在中枢登记：");
        output.WriteLine($"  PUT {hub?.AbsoluteUri.TrimEnd('/') ?? "<hub>"}/citykit/v1/devices/{device}");
        output.WriteLine($"  {Body}");
    }

    /// <summary>A fingerprint that two people can read to each other.</summary>
    internal static string Groups(string fingerprint) => string.Join(' ', fingerprint.Chunk(8).Select(group => new string(group)));

    private static string Square(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var code = new AsciiQRCode(data);
        return code.GetGraphicSmall();
    }
}
