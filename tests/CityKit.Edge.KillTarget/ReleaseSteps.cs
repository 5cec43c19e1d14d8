using System.Globalization;
using CityKit.Core.Signing;
using CityKit.Edge.Releases;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Edge.KillTarget;

/// <summary>
/// Takes, starts, confirms or gives up a release, and dies by SIGKILL at a step that touches the disk; tells the steps as they begin.
/// </summary>
internal static class ReleaseSteps
{
    internal static ReleaseOptions Options(string folder, string keyFile) => new()
    {
        Folder = folder, HubKey = new DevicePublicKey(File.ReadAllBytes(keyFile)), Product = "citykit-edge", Runtime = "linux-x64", Schema =
            2, Installed = 100, KeepFree = 0,
    };

    internal static async Task RunAsync(string folder, string keyFile, string act, string package, string dieAt)
    {
        var (count, die) = (0, int.Parse(dieAt, CultureInfo.InvariantCulture));
        var keeper = new ReleaseKeeper(Options(folder, keyFile), NullLogger<ReleaseKeeper>.Instance, step =>
        {
            Console.WriteLine(step);
            if (++count == die) System.Diagnostics.Process.GetCurrentProcess().Kill();
        });
        if (act == "take") await keeper.TakeAsync(File.OpenRead(package));
        if (act == "choose") keeper.Choose();
        if (act == "confirm") keeper.Confirm();
        if (act == "back") keeper.RollBack("test");
        Console.WriteLine("done");
    }
}
