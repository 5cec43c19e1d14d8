using CityKit.Core.Releases;
using CityKit.Core.Signing;

namespace CityKit.Edge.Agent.Tests.Support;

/// <summary>Releases for the tests: the built agent under a higher number (its bytes are the same), and programs that are none.</summary>
internal sealed class ReleaseBench(Installation installation, DeviceKey hubKey)
{
    private static readonly string Built = Path.GetDirectoryName(Installation.Agent)!;
    private static readonly string Entry = Path.GetFileName(Installation.Agent);

    /// <summary>The runtime of the agent under test: portable, or that of a native program.</summary>
    internal static string Runtime { get; } = Entry.EndsWith(".dll", StringComparison.Ordinal) ? ReleaseManifest.Portable
        : System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;

    /// <summary>The hub's folder of packages.</summary>
    internal string Shelf => installation.At("shelf");

    /// <summary>The agent itself, of this machine's native files only.</summary>
    internal string Agent(long number) => Pack(number, folder =>
    {
        foreach (var file in Directory.EnumerateFiles(Built)
            .Where(f => Path.GetExtension(f) is ".dll" or ".json" or ".so" || Path.GetFileName(f) == Entry))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var native = Path.Combine("runtimes", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, "native");
        if (!Directory.Exists(Path.Combine(Built, native))) return;
        Directory.CreateDirectory(Path.Combine(folder, native));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Built, native)))
            File.Copy(file, Path.Combine(folder, native, Path.GetFileName(file)));
    });

    /// <summary>A file that no runtime can run, or a native program that fails: it ends at once.</summary>
    internal string Broken(long number) => Pack(number, folder =>
    {
        if (Runtime == ReleaseManifest.Portable) File.WriteAllText(Path.Combine(folder, Entry), "no program");
        else File.Copy("/bin/false", Path.Combine(folder, Entry));
    });

    private string Pack(long number, Action<string> fill)
    {
        var folder = installation.At($"content-{number}");
        Directory.CreateDirectory(folder);
        Directory.CreateDirectory(Shelf);
        fill(folder);
        var manifest = new ReleaseManifest("citykit-edge", $"9.0.{number}", number, Runtime, Entry, Edge.Outbox.EventOutbox.SchemaVersion,
            ReleasePackage.Describe(folder));
        var path = Path.Combine(Shelf, $"{number}-{Runtime}{ReleasePackage.Extension}");
        using (var package = File.Create(path)) ReleasePackage.Write(SignedRelease.Sign(manifest, hubKey), folder, package);
        Directory.Delete(folder, recursive: true);
        return path;
    }
}
