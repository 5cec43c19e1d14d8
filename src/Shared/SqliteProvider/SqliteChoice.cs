using System.Runtime.InteropServices;
using SQLitePCL;

namespace CityKit.Shared.SqliteProvider;

/// <summary>
/// Chooses the SQLite library once, before the first use: the bundled one, the same tested version everywhere, unless the operating
/// system's is asked for.
/// </summary>
internal static class SqliteChoice
{
    /// <summary>
    /// Set to <c>system</c>, the operating system's library is used, which its maintainers patch; the bundled one all the same when there
    /// is none that is recent enough.
    /// </summary>
    internal const string Variable = "CITYKIT_SQLITE";

    private const string Asked = "e_sqlite3";
    private const int LeastVersion = 3_035_000; // what the packages are tested with, in SQLite's own numbering
    private static readonly string[] SystemNames = ["libsqlite3.so.0", "libsqlite3.dylib"];

    /// <summary>Makes the choice; called once at the start of the process.</summary>
    internal static void Use()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, _, _) => name == Asked ? SystemLibrary() : 0);
        Batteries_V2.Init();
    }

    /// <summary>Which library runs.</summary>
    internal static SqliteVersion Running => new(raw.sqlite3_libversion().utf8_to_string(), SystemLibrary() != 0 ? "system" : "bundled");

    /// <summary>The system's library when it is asked for and usable, or 0 to let the runtime find the bundled one.</summary>
    private static nint SystemLibrary()
    {
        if (Environment.GetEnvironmentVariable(Variable) != "system") return 0;
        foreach (var name in SystemNames)
            if (NativeLibrary.TryLoad(name, out var library) && IsUsable(library)) return library;
        return 0;
    }

    private static unsafe bool IsUsable(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var version)) return false;
        if (!NativeLibrary.TryGetExport(library, "sqlite3_threadsafe", out var threadSafe)) return false;
        return ((delegate* unmanaged<int>)version)() >= LeastVersion && ((delegate* unmanaged<int>)threadSafe)() != 0;
    }
}
