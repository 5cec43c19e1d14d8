using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Signing;

namespace CityKit.Evidence;

/// <summary>
/// Checks a hand-over package (移交包校验) anywhere, without the hub: every file against the signed manifest, the originals against the
/// digests in the journal, the journal's entries against its chain up to the signed head, the batches against the devices' signatures.
/// </summary>
public sealed class EvidencePackageCheck
{
    private const string Whole = "(package)";
    private const int MaxInMemory = 256 << 20;

    private readonly List<EvidencePackageFinding> findings = [];
    private readonly Dictionary<string, ZipArchiveEntry> entries = [];
    private readonly Dictionary<string, string> hashes = [];

    private EvidencePackageCheck() { }

    /// <summary>Checks a package. What is wrong with it is never an exception.</summary>
    /// <param name="package">The zip file; it must seek.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<EvidencePackageReport> RunAsync(Stream package, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(package);
        var check = new EvidencePackageCheck();
        try
        {
            var zip = await ZipArchive.CreateAsync(
                package, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken).ConfigureAwait(false);
            await using var _ = zip.ConfigureAwait(false);
            return await check.RunAsync(zip, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException wrong)
        {
            check.Add(Whole, "不是完整的 zip 文件", $"it is no whole zip file: {wrong.Message}");
            return new EvidencePackageReport(check.findings, null, null, null, []);
        }
    }

    private async Task<EvidencePackageReport> RunAsync(ZipArchive zip, CancellationToken cancellationToken)
    {
        foreach (var entry in zip.Entries)
            if (!entries.TryAdd(entry.FullName, entry)) Add(entry.FullName, "出现两次", "it is there twice");
        var written = await ReadAsync(PackageFiles.Manifest, cancellationToken).ConfigureAwait(false);
        var signature = await ReadAsync(PackageFiles.Signature, cancellationToken).ConfigureAwait(false);
        var key = KeyOf(await ReadAsync(PackageFiles.HubKey, cancellationToken).ConfigureAwait(false));
        if (written is not null && signature is not null && key?.Verify(written, signature) is false)
            Add(PackageFiles.Manifest, $"与签名或公钥不符（{PackageFiles.Signature}、{PackageFiles.HubKey}）",
                $"it, its signature ({PackageFiles.Signature}) or the key ({PackageFiles.HubKey}) was changed: they do not fit");
        var manifest = ManifestOf(written);
        if (manifest is not null) await CheckAsync(manifest, cancellationToken).ConfigureAwait(false);
        var head = manifest is null ? null : $"{manifest.Head}:{manifest.HeadHash}";
        return new EvidencePackageReport(findings, key?.Fingerprint, manifest?.Item, head,
            [.. (manifest?.Evidence ?? []).Select(piece => (piece.Id, piece.Sha256, piece.File is not null))]);
    }

    private async Task CheckAsync(PackageManifest manifest, CancellationToken cancellationToken)
    {
        foreach (var file in manifest.Files) await CheckAsync(file, cancellationToken).ConfigureAwait(false);
        foreach (var path in entries.Keys.Where(path => !PackageFiles.IsBesideManifest(path)).Except(manifest.Files.Select(f => f.Path)))
            Add(path, "清单中没有该文件", "the manifest does not name it");
        foreach (var path in PackageFiles.Required.Except(manifest.Files.Select(f => f.Path)))
            Add(path, "清单缺少该文件", "the manifest lacks it");
        if (findings.Any(found => found.Path is PackageFiles.Entries or PackageFiles.Chain or PackageFiles.Devices)) return;
        var journal = new PackageJournalCheck(manifest, Add);
        journal.TakeDevices(await ReadAsync(PackageFiles.Devices, cancellationToken).ConfigureAwait(false) ?? []);
        journal.TakeEntries(await ReadAsync(PackageFiles.Entries, cancellationToken).ConfigureAwait(false) ?? []);
        var chain = await OpenAsync(PackageFiles.Chain, cancellationToken).ConfigureAwait(false);
        await using (chain.ConfigureAwait(false)) await journal.TakeChainAsync(chain, cancellationToken).ConfigureAwait(false);
        foreach (var piece in manifest.Evidence) Check(piece, journal);
    }

    /// <summary>Length and hash, as they are unpacked.</summary>
    private async Task CheckAsync(PackageManifest.Content file, CancellationToken cancellationToken)
    {
        if (!entries.TryGetValue(file.Path, out var entry))
        {
            Add(file.Path, "缺失", "it is missing");
            return;
        }
        try
        {
            var content = await entry.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = content.ConfigureAwait(false);
            hashes[file.Path] = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));
            if (hashes[file.Path] != file.Sha256) Add(file.Path, "内容与签名的清单不符", "it is not what the hub signed");
        }
        catch (InvalidDataException)
        {
            Add(file.Path, "无法解压", "it cannot be unpacked");
        }
    }

    private void Check(PackageManifest.Piece piece, PackageJournalCheck journal)
    {
        if (piece.File is { } path && hashes.GetValueOrDefault(path) is { } hash && hash != piece.Sha256 && !IsFound(path))
            Add(path, "不是当初保存的原件", "it is not the original that was kept");
        if (DigestOf(piece) != piece.Id)
            Add(PackageFiles.Manifest, $"证据 {piece.Id} 的摘要与原件不符", $"the digest of the evidence {piece.Id} is not that of its original");
        if (!journal.Kept.Contains(piece.Id))
            Add(PackageFiles.Entries, $"没有保存证据 {piece.Id} 的流水", $"no entry keeps the evidence {piece.Id}");
    }

    private static string? DigestOf(PackageManifest.Piece piece)
    {
        try
        {
            byte[] salted = [.. Convert.FromHexString(piece.Salt), .. Convert.FromHexString(piece.Sha256)];
            return Convert.ToHexStringLower(SHA256.HashData(salted));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private DevicePublicKey? KeyOf(byte[]? info)
    {
        try
        {
            return info is null ? null : new DevicePublicKey(info);
        }
        catch (CryptographicException)
        {
            Add(PackageFiles.HubKey, "不是 P-256 公钥", "it is no P-256 public key");
            return null;
        }
    }

    private PackageManifest? ManifestOf(byte[]? written)
    {
        try
        {
            var manifest = written is null ? null : JsonSerializer.Deserialize(written, PackageJson.Default.PackageManifest);
            if (manifest is null || manifest.Format == PackageFiles.Format) return manifest;
            Add(PackageFiles.Manifest, $"格式为“{manifest.Format}”，应为 {PackageFiles.Format}",
                $"its format is '{manifest.Format}', {PackageFiles.Format} was expected");
        }
        catch (JsonException)
        {
            Add(PackageFiles.Manifest, "不是移交清单", "it is no manifest");
        }
        return null;
    }

    /// <summary>A file that is looked into; null with a finding when it is not there, cannot be unpacked or is too long.</summary>
    private async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!entries.TryGetValue(path, out var entry)) Add(path, "缺失", "it is missing");
        else if (entry.Length > MaxInMemory) Add(path, $"超过 {MaxInMemory} 字节", $"it has more than {MaxInMemory} bytes");
        else return await UnpackAsync(entry, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private async Task<byte[]?> UnpackAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var content = await entry.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = content.ConfigureAwait(false);
            var bytes = new byte[entry.Length];
            var read = await content.ReadAtLeastAsync(
                bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return bytes[..read];
        }
        catch (InvalidDataException)
        {
            if (!IsFound(entry.FullName)) Add(entry.FullName, "无法解压", "it cannot be unpacked");
            return null;
        }
    }

    private async Task<Stream> OpenAsync(string path, CancellationToken cancellationToken) =>
        await entries[path].OpenAsync(cancellationToken).ConfigureAwait(false);

    private bool IsFound(string path) => findings.Exists(found => found.Path == path);

    private void Add(string path, string zh, string en) => findings.Add(new EvidencePackageFinding(path, new LocalizedText(zh, en)));
}
