using CityKit.Core.Releases;
using CityKit.Core.Signing;
using CityKit.Edge.Releases;
using CityKit.Edge.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Edge.Tests.Releases;

/// <summary>Packages of an invented hub for an invented program, and keepers over one folder.</summary>
internal sealed class TestReleases(TempFolder folder) : IDisposable
{
    internal const long Installed = 100;

    internal DeviceKey HubKey { get; } = DeviceKey.Create();

    internal string Folder => folder.File("agent");

    internal long KeepFree { get; set; }

    internal ReleaseOptions OptionsWith(long installed = Installed) =>
        new()
        {
            Folder = Folder, HubKey = HubKey.Public, Product = "citykit-edge", Runtime = "linux-x64", Schema = 2, Installed = installed,
            KeepFree = KeepFree,
        };

    internal ReleaseKeeper Open(Action<string>? step = null, long installed = Installed) =>
        new(OptionsWith(installed), NullLogger<ReleaseKeeper>.Instance, step);

    internal static ReleaseManifest Manifest(long number, IReadOnlyList<ReleaseFile> files) =>
        new("citykit-edge", $"0.0.{number}", number, "linux-x64", "citykit-edge", 2, files);

    internal byte[] Package(long number, Func<ReleaseManifest, ReleaseManifest>? change = null, DeviceKey? key = null)
    {
        var content = folder.File($"content-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path.Combine(content, "lib"));
        File.WriteAllText(Path.Combine(content, "citykit-edge"), $"program {number}");
        File.WriteAllText(Path.Combine(content, "lib", "more.so"), new string('x', 70_000) + number);
        var manifest = Manifest(number, ReleasePackage.Describe(content));
        using var package = new MemoryStream();
        ReleasePackage.Write(SignedRelease.Sign(change?.Invoke(manifest) ?? manifest, key ?? HubKey), content, package);
        return package.ToArray();
    }

    /// <summary>Takes a package; tells the refusal's code.</summary>
    internal static async Task<string?> TakeAsync(ReleaseKeeper keeper, byte[] package, bool older = false) =>
        (await keeper.TakeAsync(new MemoryStream(package), older))?.Code;

    /// <summary>A keeper under a release that has proved itself.</summary>
    internal async Task<ReleaseKeeper> OpenWithAsync(long number)
    {
        var keeper = Open();
        Assert.Null(await TakeAsync(keeper, Package(number)));
        Assert.Equal(number, keeper.Choose()!.Number);
        keeper.Confirm();
        return keeper;
    }

    public void Dispose() => HubKey.Dispose();
}
