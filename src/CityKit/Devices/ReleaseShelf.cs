using System.Globalization;
using CityKit.Core.Releases;
using CityKit.Core.Signing;

namespace CityKit.Devices;

/// <summary>
/// The hub's folder of signed packages (发布包目录), each named <c>NUMBER-RUNTIME.release</c>. Who may write there puts them in; whatever is
/// there, a package that the hub's bundle key did not sign is not handed out.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="key">The key that packages are signed with.</param>
public sealed class ReleaseShelf(string folder, DevicePublicKey key)
{
    /// <summary>The name of a package's file.</summary>
    public static string NameOf(long number, string runtime) =>
        string.Create(CultureInfo.InvariantCulture, $"{number}-{runtime}{ReleasePackage.Extension}");

    /// <summary>The numbers for which there is a package, for any runtime.</summary>
    public bool Has(long number) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, NameOf(number, "*")).Any();

    /// <summary>Opens a package from its beginning; its signed manifest was checked.</summary>
    /// <returns>The package; null when there is none, or none that the key signed for this number and runtime.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<Stream?> OpenAsync(long number, string runtime, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        var file = Path.Combine(folder, NameOf(number, runtime));
        if (!ReleaseFile.IsSafe(runtime) || runtime.Contains('/', StringComparison.Ordinal) || !File.Exists(file)) return null;
        var package = File.OpenRead(file);
        var (signed, _) = await ReleasePackage.ReadHeadAsync(package, cancel).ConfigureAwait(false);
        if (signed is not null && signed.Content.Number == number && signed.Content.Runtime == runtime && signed.IsSignedBy(key))
        {
            package.Position = 0;
            return package;
        }
        await package.DisposeAsync().ConfigureAwait(false);
        return null;
    }
}
