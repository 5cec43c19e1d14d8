using System.Diagnostics;
using System.Globalization;

namespace CityKit.Shared.PostgreSql;

/// <summary>
/// A PostgreSQL server of its own, in a temporary folder: reached over a socket in it, with fsync on, run by a user without privileges,
/// and gone with the process that started it, however that ends.
/// </summary>
internal sealed class PrivatePostgres : IDisposable
{
    private const string User = "citykit";
    private const int MostStarts = 20;

    /// <summary>Serves until its input ends.</summary>
    private const string Guard = """
        trap '' HUP INT TERM
        "$1/pg_ctl" -D "$2/data" -w -l "$2/log" start >&2 && echo started
        cat > /dev/null
        "$1/pg_ctl" -D "$2/data" -m immediate stop >&2
        rm -rf "$2"
        """;

    private static readonly Lazy<string?> Found = new(FindBinaries);
    private readonly string folder = Directory.CreateTempSubdirectory("citykit-pg-").FullName;
    private readonly Process guard;

    internal PrivatePostgres()
    {
        if (Missing is { } reason) throw new InvalidOperationException(reason);
        if (Environment.IsPrivilegedProcess) Run(Start("chown", Owner!, folder));
        Run(Start(AsOwner($"{Binaries}/initdb", "-D", $"{folder}/data", "-U", User, "--auth=trust", "-E", "UTF8", "--locale=C",
            "--no-sync")));
        File.AppendAllLines($"{folder}/data/postgresql.conf",
            ["listen_addresses = ''", $"unix_socket_directories = '{folder}'", "max_connections = 200"]);
        guard = Start(AsOwner("sh", "-c", Guard, "guard", Binaries!, folder));
        if (guard.StandardOutput.ReadLine() != "started") throw new InvalidOperationException($"PostgreSQL does not start: {Log()}");
    }

    /// <summary>Why there can be none here; null when there can.</summary>
    internal static string? Missing => Binaries is null ? "PostgreSQL is not installed here (initdb, pg_ctl and postgres)"
        : Environment.IsPrivilegedProcess && Owner is null ? "PostgreSQL does not run as root, and here is no user 'postgres' or 'nobody'"
            : null;

    private static string? Binaries => Found.Value;

    /// <summary>Who runs it when the tests are root's.</summary>
    private static string? Owner => Array.Find(["postgres", "nobody"],
        name => File.ReadLines("/etc/passwd").Any(line => line.StartsWith($"{name}:", StringComparison.Ordinal)));

    /// <summary>Where its socket is.</summary>
    internal string Folder => folder;

    /// <summary>A connection string for a database.</summary>
    internal string ConnectionTo(string database) => $"Host={folder};Username={User};Database={database}";

    /// <summary>Ends it as when the power goes, and starts it again.</summary>
    internal void Crash()
    {
        Stop();
        Start();
    }

    /// <summary>Ends it as when the power goes.</summary>
    internal void Stop() => Control("-m", "immediate", "stop").Dispose();

    /// <summary>
    /// Starts it again: more than once if need be, as a session that has not ended yet keeps the memory that all of them share.
    /// </summary>
    internal void Start()
    {
        for (var tries = 1; ; tries++)
        {
            using var starting = Control("-w", "-l", $"{folder}/log", "start");
            if (starting.ExitCode == 0) return;
            if (tries == MostStarts) throw new InvalidOperationException($"PostgreSQL does not start again: {Log()}");
        }
    }

    public void Dispose()
    {
        guard.StandardInput.Close();
        guard.WaitForExit();
        guard.Dispose();
    }

    private Process Control(params string[] command)
    {
        var process = Start(AsOwner([$"{Binaries}/pg_ctl", "-D", $"{folder}/data", .. command]));
        process.StandardInput.Close();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process;
    }

    private string Log() => File.Exists($"{folder}/log") ? File.ReadAllText($"{folder}/log") : "no log";

    private static string? FindBinaries()
    {
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        var newest = installed.OrderByDescending(f => int.TryParse(Path.GetFileName(f), CultureInfo.InvariantCulture, out var v) ? v : 0);
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(':') ?? [];
        return newest.Select(f => $"{f}/bin").Concat(path)
            .FirstOrDefault(f => Array.TrueForAll(["initdb", "pg_ctl", "postgres"], name => File.Exists($"{f}/{name}")));
    }

    private static string[] AsOwner(params string[] command) =>
        Environment.IsPrivilegedProcess ? ["runuser", "-u", Owner!, "--", .. command] : command;

    private static Process Start(params string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        WorkingDirectory = "/",
    })!;

    private static void Run(Process process)
    {
        process.StandardInput.Close();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{process.StartInfo.FileName} ended with {process.ExitCode}: {said}");
        process.Dispose();
    }
}
