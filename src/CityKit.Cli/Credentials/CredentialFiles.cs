using System.Security.Cryptography;
using System.Text;
using CityKit.Core.Text;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Shared.Cities;

namespace CityKit.Cli.Credentials;

/// <summary>The files that the commands of <c>credential</c> read.</summary>
internal static class CredentialFiles
{
    private const int MaxBytes = 1 << 20;

    /// <exception cref="ToolException">The file is no private key on P-256.</exception>
    internal static SigningKey Signer(string path, string? id)
    {
        try
        {
            return SigningKey.FromPem(Encoding.UTF8.GetString(WholeFile.Read(path, MaxBytes)), id);
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            throw NoPrivateKey(path);
        }
    }

    /// <summary>What is said of a file that holds something else than a private key.</summary>
    internal static ToolException NoPrivateKey(string path) => new($"{path} is no private key on P-256 in PEM "
        + "(openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256). "
        + $"{path} 不是 PEM 格式的 P-256 私钥，可用 openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 生成。");

    /// <exception cref="ToolException">The file is no JWK.</exception>
    internal static PublicJwk PublicKey(string path)
    {
        var json = JsonText.Parse(WholeFile.Read(path, MaxBytes), out var error);
        var key = json is null ? null : PublicJwk.Read(json, out error);
        return key ?? throw new ToolException($"{path}:{error!.Line}:{error.Column}: {error.Message}");
    }

    /// <summary>The tokens of a file, one a line with its number; empty lines are skipped.</summary>
    internal static IEnumerable<(int Line, string Token)> Tokens(string path)
    {
        using var lines = new StreamReader(Files.InputFile.Open(path), Encoding.UTF8);
        for (var number = 1; lines.ReadLine() is { } line; number++)
            if (line.AsSpan().Trim().Length > 0) yield return (number, line.Trim());
    }

    /// <exception cref="ToolException">The file has not exactly one token.</exception>
    internal static SdJwtToken OnlyToken(string path)
    {
        return SdJwtToken.Parse(Line(path), out var problem) ?? throw new ToolException($"{path}: {problem}");
    }

    /// <summary>The one line of a file.</summary>
    /// <exception cref="ToolException">The file has not exactly one token.</exception>
    internal static string Line(string path)
    {
        var tokens = Tokens(path).Take(2).ToArray();
        return tokens.Length == 1 ? tokens[0].Token : throw new ToolException($"{path} must hold one token on one line. "
            + $"{path} 应只有一行，即一个令牌。");
    }

    /// <exception cref="ToolException">A text is no path.</exception>
    internal static ClaimPath[] Paths(IEnumerable<string> texts) => [.. texts.Select(Path)];

    private static ClaimPath Path(string text)
    {
        try
        {
            return ClaimPath.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw new ToolException($"'{text}': {wrong.Message}");
        }
    }
}
