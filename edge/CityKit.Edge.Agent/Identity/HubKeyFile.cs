using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Agent.Platform;

namespace CityKit.Edge.Agent.Identity;

/// <summary>
/// A key of the hub, public half, as it was given at enrolment (中枢公钥). Pinned: another one takes its place only when the old one is named.
/// </summary>
/// <param name="FileName">Where it is.</param>
/// <param name="Signs">What is taken only with its signature, in English and Chinese.</param>
internal sealed record HubKeyFile(string FileName, LocalizedText Signs)
{
    private const int MaxBytes = 4096;
    private const string Label = "PUBLIC KEY";

    /// <summary>The key that signs configurations and releases.</summary>
    internal static HubKeyFile Bundles(AgentFolder folder) => new(folder.HubKey, new LocalizedText("配置", "configurations"));

    /// <summary>The key that signs answers to batches.</summary>
    internal static HubKeyFile Answers(AgentFolder folder) => new(folder.AnswerKey, new LocalizedText("应答", "answers"));

    /// <summary>Pins a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="insteadOf">The fingerprints that may be replaced, that of the pinned key among them; empty when there is none.</param>
    /// <exception cref="AgentRefusedException">Another key is pinned and was not named.</exception>
    internal void Pin(DevicePublicKey key, IReadOnlyList<string> insteadOf)
    {
        var pinned = Read();
        if (key.Equals(pinned)) return;
        if (pinned is not null && !insteadOf.Any(old => Plain(old) == pinned.Fingerprint))
            throw new AgentRefusedException($"This device takes {Signs.En} of the hub key {pinned.Fingerprint} alone. "
                + "When that hub is gone: --instead-of with that fingerprint. "
                + $"本设备只接受中枢公钥 {pinned.Fingerprint} 签名的{Signs.Zh}，更换须用 --instead-of 指明该指纹。");
        Directory.CreateDirectory(Path.GetDirectoryName(FileName)!);
        OpenFile.Write(FileName, Encoding.ASCII.GetBytes(PemEncoding.WriteString(Label, key.Info.Span) + "\n"));
    }

    /// <returns>The pinned key; null when there is none.</returns>
    /// <exception cref="AgentRefusedException">The file cannot be read, or holds no key.</exception>
    internal DevicePublicKey? Read() => File.Exists(FileName) ? Parse(FileName) : null;

    /// <summary>Reads a public key from a file: PEM, or the JSON that <c>enroll --public</c> writes.</summary>
    /// <exception cref="AgentRefusedException">The file cannot be read, or holds no key.</exception>
    internal static DevicePublicKey Parse(string file)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > MaxBytes }) throw new CryptographicException($"more than {MaxBytes} bytes");
            return Decode(File.ReadAllText(file));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException
            or FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new AgentRefusedException(
                $"{file} holds no public P-256 key (PEM, or JSON with \"publicKey\"): "
                    + $"{wrong.Message} {file} 中没有可用的 P-256 公钥（PEM，或含 publicKey 的 JSON）。");
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

    private static string Plain(string fingerprint) => fingerprint.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
}
