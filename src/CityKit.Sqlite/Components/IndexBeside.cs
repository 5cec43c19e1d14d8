using System.Text;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Shared.Files;

namespace CityKit.Sqlite;

/// <summary>
/// An index in a file beside the registry's, stamped with the state it was built from. It only saves time: without it, or with a wrong one,
/// nothing is lost.
/// </summary>
internal sealed class IndexBeside(string path)
{
    /// <summary>The index of that state; null when there is none.</summary>
    internal ComponentIndex? Load(StoreState state)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            return ComponentIndex.Load(file, Stamp(state));
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps it, or leaves it when the folder takes no file.</summary>
    internal void Save(ComponentIndex index, StoreState state)
    {
        var begun = $"{path}.{Environment.ProcessId}";
        try
        {
            using (var file = new FileStream(begun, PrivateFile.Options(FileMode.Create, FileAccess.Write, FileShare.None)))
                index.Save(file, Stamp(state));
            File.Move(begun, path, overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            File.Delete(begun);
        }
    }

    private static byte[] Stamp(StoreState state) => Encoding.UTF8.GetBytes(state.ToString());
}
