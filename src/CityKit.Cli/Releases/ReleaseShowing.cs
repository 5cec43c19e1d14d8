using System.Security.Cryptography;
using CityKit.Core.Releases;
using CityKit.Core.Signing;

namespace CityKit.Cli.Releases;

/// <summary>Shows a package and checks it as a device would.</summary>
internal static class ReleaseShowing
{
    /// <returns>True when the key signed it, if one is named, and every file is whole.</returns>
    /// <exception cref="ToolException">The file is no package, or the key cannot be read.</exception>
    internal static async Task<bool> RunAsync(string file, string? keyFile, TextWriter output, CancellationToken cancel)
    {
        await using var package = File.OpenRead(file);
        var (signed, error) = await ReleasePackage.ReadHeadAsync(package, cancel);
        if (signed is null) throw new ToolException($"{error!.Message.En} {error.Message.Zh}");
        var release = signed.Content;
        await output.WriteLineAsync($"{release.Product} {release.Version}, number {release.Number}, {release.Runtime}, "
            + $"starts {release.Entry}, outbox schema {release.Schema}");
        var isSigned = keyFile is null || signed.IsSignedBy(ReadKey(keyFile));
        await output.WriteLineAsync(keyFile is null ? "signature not checked: name the key with --key 未校验签名"
            : isSigned ? "signed with the key 签名有效" : "NOT signed with the key 签名无效");
        var wrong = await WhatIsWrongAsync(release, package, cancel);
        await output.WriteLineAsync(
            wrong is null ? $"{release.Files.Count} files, {release.TotalBytes} bytes, all whole 文件完整" : $"damaged: {wrong} 已损坏");
        return isSigned && wrong is null;
    }

    private static async Task<string?> WhatIsWrongAsync(ReleaseManifest release, Stream package, CancellationToken cancel)
    {
        try
        {
            await using var content = ReleasePackage.OpenFiles(package);
            foreach (var file in release.Files)
                if (await ReleasePackage.CopyAsync(file, content, Stream.Null, cancel) is { } wrong) return wrong;
            return await content.ReadAsync(new byte[1], cancel) > 0 ? "more bytes than its files have" : null;
        }
        catch (Exception garbled) when (garbled is InvalidDataException or EndOfStreamException)
        {
            return garbled.Message;
        }
    }

    private static DevicePublicKey ReadKey(string file)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(file));
            return new DevicePublicKey(key.ExportSubjectPublicKeyInfo());
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
        {
            throw new ToolException($"{file} holds no P-256 key in PEM: {wrong.Message} 文件中没有可用的密钥。");
        }
    }
}
