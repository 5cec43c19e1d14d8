using System.Net.Sockets;

namespace CityKit.PostgreSql.Tests.Support;

/// <summary>
/// What is between a store and its server, where it can be cut: what the server answers is lost, or what it was sent comes late.
/// </summary>
internal sealed class Wire : IDisposable
{
    private const string SocketName = ".s.PGSQL.5432";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-wire-");
    private readonly Socket listener = NewSocket();
    private readonly List<WireLine> lines = [];

    internal Wire(string serverFolder)
    {
        listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder.FullName, SocketName)));
        listener.Listen();
        _ = AcceptAsync(Path.Combine(serverFolder, SocketName));
    }

    internal string Folder => folder.FullName;

    /// <summary>After how many sent bytes lines that are opened from now on are cut.</summary>
    internal int CutAfter { get; set; } = int.MaxValue;

    /// <summary>The lines that there are now.</summary>
    internal WireLine[] Lines
    {
        get
        {
            lock (lines) return [.. lines];
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        foreach (var line in Lines) line.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task AcceptAsync(string server)
    {
        while (await NextAsync() is { } client)
        {
            var behind = NewSocket();
            await behind.ConnectAsync(new UnixDomainSocketEndPoint(server));
            lock (lines) lines.Add(new WireLine(client, behind, CutAfter));
        }
    }

    private async Task<Socket?> NextAsync()
    {
        try
        {
            return await listener.AcceptAsync();
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    private static Socket NewSocket() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
}
