using System.Globalization;
using System.Security.Cryptography;
using CityKit.Core.Signing;
using CityKit.Credentials.Status;
using CityKit.Credentials.Tokens;
using CityKit.Credentials.Trust;
using CityKit.Shared.Cities;
using CityKit.Shared.Files;
using NodaTime;

namespace CityKit.Cli.Credentials;

/// <summary>Makes the trust bundle of a city's gates from the file of its issuers and their status lists.</summary>
/// <param name="Version">Its version, above every one before.</param>
/// <param name="At">Now, whole seconds.</param>
/// <param name="Until">Until when it may be used without grace.</param>
internal sealed record BundleRun(long Version, Instant At, Instant Until)
{
    private const int MaxIssuerFile = 4 << 20;

    /// <param name="terminal">Where what was made is said.</param>
    /// <param name="issuers">The file of issuers.</param>
    /// <param name="lists">Status lists as <c>ISSUER#NUMBER=FILE</c>; each is verified by its issuer's key.</param>
    /// <param name="key">The file of the bundle key's private half.</param>
    /// <param name="output">Where to.</param>
    internal int Run(Terminal terminal, string issuers, IReadOnlyList<string> lists, string key,
        string output)
    {
        var read = IssuerFile.Read(WholeFile.Read(issuers, MaxIssuerFile), out var errors);
        foreach (var error in errors) terminal.Error.WriteLine($"{issuers}:{error.Line}:{error.Column}: {error.Path}: {error.Message}");
        if (read is null) return ExitCode.CouldNot;
        var registry = new IssuerRegistry(read);
        var found = lists.Select(list => ReadList(list, registry)).ToLookup(list => list.Issuer, list => list.List);
        if (found.FirstOrDefault(list => registry.Find(list.Key) is null) is { } stranger)
            throw new ToolException($"{stranger.Key} is not in {issuers}. 签发方 {stranger.Key} 不在登记文件 {issuers} 中。");
        var bundle = new TrustBundle(Version, At, Until, [.. read.Select(issuer => new BundledIssuer(issuer, [.. found[issuer.Id]]))]);
        using var signer = ReadKey(key);
        Write(bundle, signer, output);
        terminal.Output.WriteLine($"{output}: version {Version}, {read.Count} issuers, {lists.Count} lists, until {Until}");
        terminal.Output.WriteLine($"trustKey {Convert.ToBase64String(signer.Public.Info.Span)}");
        return ExitCode.Done;
    }

    private static void Write(TrustBundle bundle, DeviceKey key, string output)
    {
        try
        {
            DurableFile.Write(output, SignedTrustBundle.Sign(bundle, key).Encode(), overwrite: true);
        }
        catch (ArgumentException wrong)
        {
            throw new ToolException(wrong.Message);
        }
    }

    private (string Issuer, BundledList List) ReadList(string text, IssuerRegistry registry)
    {
        var (hash, equals) = (text.IndexOf('#', StringComparison.Ordinal), text.IndexOf('=', StringComparison.Ordinal));
        if (hash < 1 || equals < hash || !int.TryParse(text[(hash + 1)..equals], NumberStyles.None, CultureInfo.InvariantCulture,
            out var number))
            throw new ToolException($"'{text}' is no ISSUER#NUMBER=FILE such as rider-station#0=riders.jwt. "
                + $"“{text}”应写作 签发方#序号=文件，如 rider-station#0=riders.jwt。");
        var (issuer, file) = (text[..hash], text[(equals + 1)..]);
        var token = CredentialFiles.Line(file);
        var list = StatusListToken.Verify(token, UriOf(token), issuer, registry, At, out var problem);
        return list is null ? throw new ToolException($"{file}: {problem}") : (issuer, new BundledList(number, list));
    }

    /// <summary>The list's own word for where it is published: it is brought as a file, and its issuer signed that too.</summary>
    private static string UriOf(string token) =>
        Jws.Read(token, "status list", new JwsLimits { Characters = StatusListToken.MaxCharacters },
            out _)?.ReadPayload(out _)?.Find("sub")?.Value.Text ?? "";

    private static DeviceKey ReadKey(string path)
    {
        if (!File.Exists(path))
            throw new ToolException($"{path} is not there: the hub's bundle key is needed, its private half in PEM. "
                + $"找不到 {path}：须有中枢的信任包私钥（PEM）。");
        try
        {
            return DeviceKey.LoadOrCreate(path);
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            throw CredentialFiles.NoPrivateKey(path);
        }
    }
}
