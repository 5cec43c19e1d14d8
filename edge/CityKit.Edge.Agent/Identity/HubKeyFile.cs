using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CityKit.Core.Signing;
using CityKit.Edge.Agent.Platform;

namespace CityKit.Edge.Agent.Identity;

/// <summary>The hub's bundle key, public half, as it was given at enrolment (中心配置公钥). Pinned: another one takes its place only when the old one is named.</summary>
/// <param name="Folder">The data folder.</param>
internal sealed record HubKeyFile(AgentFolder Folder)
{
    private const int MaxBytes = 4096;
    private const string Label = "PUBLIC KEY";

    /// <summary>Pins a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="insteadOf">The fingerprint of the key that it replaces; null when there is none.</param>
    /// <exception cref="AgentRefusedException">Another key is pinned and was not named.</exception>
    internal void Pin(DevicePublicKey key, string? insteadOf)
    {
        var pinned = Read();
        if (key.Equals(pinned)) return;
        if (pinned is not null && Plain(insteadOf) != pinned.Fingerprint)
            throw new AgentRefusedException($"This device takes configurations of the hub key {pinned.Fingerprint} alone. When that hub is gone: --instead-of with that fingerprint. 已固定另一中心公钥，更换须用 --instead-of 指明旧指纹。");
        Directory.CreateDirectory(Folder.Path);
        OpenFile.Write(Folder.HubKey, Encoding.ASCII.GetBytes(PemEncoding.WriteString(Label, key.Info.Span) + "\n"));
    }

    /// <returns>The pinned key; null when there is none.</returns>
    /// <exception cref="AgentRefusedException">The file cannot be read, or holds no key.</exception>
    internal DevicePublicKey? Read() => File.Exists(Folder.HubKey) ? Parse(Folder.HubKey) : null;

    /// <summary>Reads a public key from a file: PEM, or the JSON that <c>enroll --public</c> writes.</summary>
    /// <exception cref="AgentRefusedException">The file cannot be read, or holds no key.</exception>
    internal static DevicePublicKey Parse(string file)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > MaxBytes }) throw new CryptographicException($"more than {MaxBytes} bytes");
            return Decode(File.ReadAllText(file));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException or FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new AgentRefusedException($"{file} holds no public P-256 key (PEM, or JSON with \"publicKey\"): {wrong.Message} 文件中没有可用的公钥。");
        }
    }

    private static DevicePublicKey Decode(string text)
    {
        if (text.TrimStart().StartsWith('{'))
        {
            using var json = JsonDocument.Parse(text);
            return new DevicePublicKey(json.RootElement.GetProperty("publicKey").GetBytesFromBase64());
        }
        var pem = PemEncoding.Find(text);
        if (text[pem.Label] != Label) throw new CryptographicException($"a PEM {text[pem.Label]}");
        return new DevicePublicKey(Convert.FromBase64String(text[pem.Base64Data]));
    }

    private static string? Plain(string? fingerprint) => fingerprint?.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
}
