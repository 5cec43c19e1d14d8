using System.Security.Cryptography;
using CityKit.Core;
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
        await output.WriteLineAsync($"{Signature(keyFile is not null, isSigned)}");
        var wrong = await WhatIsWrongAsync(release, package, cancel);
        await output.WriteLineAsync($"{Content(release, wrong)}");
        return isSigned && wrong is null;
    }

    private static LocalizedText Signature(bool isChecked, bool isSigned) => (isChecked, isSigned) switch
    {
        (false, _) => new("未校验签名，请用 --key 指定密钥。", "signature not checked: name the key with --key."),
        (_, true) => new("由该密钥签名。", "signed with the key."),
        _ => new("不是由该密钥签名。", "NOT signed with the key."),
    };

    private static LocalizedText Content(ReleaseManifest release, string? wrong) => wrong is null
        ? new($"文件 {release.Files.Count} 个，共 {release.TotalBytes} 字节，完整。",
            $"{release.Files.Count} files, {release.TotalBytes} bytes, all whole.")
        : new("发布包已损坏，请重新获取。", $"damaged: {wrong}; fetch it again.");

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
            throw new ToolException($"{file} holds no P-256 key in PEM: {wrong.Message} {file} 中没有 PEM 格式的 P-256 密钥。");
        }
    }
}
