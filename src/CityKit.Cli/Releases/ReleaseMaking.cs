using CityKit.Core.Releases;
using CityKit.Core.Signing;
using CityKit.Edge.Outbox;

namespace CityKit.Cli.Releases;

/// <summary>Packs and signs a publish folder.</summary>
internal static class ReleaseMaking
{
    /// <returns>The package's path.</returns>
    /// <exception cref="ToolException">The folder holds no such program, or the version gives no number.</exception>
    /// <exception cref="ArgumentException">The folder cannot be a release: too many or too large files, names that are not
    /// allowed.</exception>
    internal static string Run(string folder, ReleaseChoice choice, string keyFile, string output)
    {
        if (!File.Exists(keyFile))
            throw new ToolException(
                $"{keyFile} is not there: the hub's bundle key is made once and kept, as docs/agent-update.md shows. "
                    + $"找不到 {keyFile}：中枢的签名私钥制作一次并妥善保存，方法见 docs/agent-update.md。");
        using var key = DeviceKey.LoadOrCreate(keyFile);
        var manifest = Describe(folder, choice);
        var signed = SignedRelease.Sign(manifest, key);
        var path = Path.Combine(output, $"{manifest.Number}-{manifest.Runtime}{ReleasePackage.Extension}");
        Directory.CreateDirectory(output);
        using (var package = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
            ReleasePackage.Write(signed, folder, package);
        File.Move(path + ".new", path, overwrite: true);
        return path;
    }

    private static ReleaseManifest Describe(string folder, ReleaseChoice choice)
    {
        var entry = choice.Product + (choice.Runtime == ReleaseManifest.Portable ? ".dll" : "");
        if (!File.Exists(Path.Combine(folder, entry)))
            throw new ToolException(
                $"{folder} holds no {entry}: publish for {choice.Runtime} first, or name another --product or --runtime. 发布目录中没有 {entry}。");
        return new ReleaseManifest(choice.Product, choice.Version, choice.Number ?? NumberOf(choice.Version), choice.Runtime, entry,
            EventOutbox.SchemaVersion, ReleasePackage.Describe(folder));
    }

    private static long NumberOf(string version) => Version.TryParse(version, out var parsed) ? ReleaseNumber.Of(parsed)
        : throw new ToolException($"'{version}' gives no number, as 1.2.3 would: name one with --number. "
            + $"版本号“{version}”无法像 1.2.3 那样换算为序号，请用 --number 指定。");
}
