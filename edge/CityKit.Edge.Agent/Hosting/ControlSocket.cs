using System.Globalization;
using System.Net.Sockets;
using System.Text;
using CityKit.Edge.Agent.Maintenance;
using CityKit.Edge.Agent.Updates;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>
/// Answers the command line on the same machine over a Unix socket that only the agent's user and group may use: one word in, one line out.
/// Nothing is written to the disk for it.
/// </summary>
internal sealed class ControlSocket(AgentFolder folder, StatusReport report, SeenReport seen, MaintenanceMode maintenance,
    UpdateService updates, TimeProvider time, ILogger<ControlSocket> logger) : BackgroundService
{
    /// <summary>Asks for the status.</summary>
    internal const string StatusWord = "status";

    /// <summary>Says that the maintenance file changed; answered by the status.</summary>
    internal const string MaintenanceWord = "maintenance";

    /// <summary>Says that a package is in the inbox; answered by the status.</summary>
    internal const string UpdateWord = "update";

    /// <summary>Followed by a number: asks for the events kept after that one.</summary>
    internal const string SeenWord = "seen";

    private const int MaxWord = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);
    private Socket? listener;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            listener = Listen(folder.Socket);
        }
        catch (Exception refused) when (refused is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            AgentLog.NoStatus(logger, refused.Message);
        }
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Anyone who asks while the agent ends hears at once that none runs.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Close();
    }

    public override void Dispose()
    {
        Close();
        base.Dispose();
    }

    private void Close()
    {
        if (Interlocked.Exchange(ref listener, null) is not { } open) return;
        open.Dispose();
        File.Delete(folder.Socket);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (listener is { } open && !stoppingToken.IsCancellationRequested)
        {
            using var asker = await open.AcceptAsync(stoppingToken);
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stoppingToken);
            await AnswerAsync(asker, either.Token, stoppingToken);
        }
    }

    /// <summary>An asker that is slow or goes away costs two seconds at most, and nothing else.</summary>
    private async Task AnswerAsync(Socket asker, CancellationToken cancel, CancellationToken stopping)
    {
        try
        {
            var word = new byte[MaxWord];
            var length = await asker.ReceiveAsync(word, cancel);
            var said = Encoding.ASCII.GetString(word, 0, length).Trim();
            if (said == MaintenanceWord) maintenance.Reload();
            if (said == UpdateWord) updates.LookNow();
            await asker.SendAsync(new ReadOnlyMemory<byte>([.. (await WriteAsync(said, cancel)).Span, (byte)'\n']), cancel);
        }
        catch (Exception gone) when (!stopping.IsCancellationRequested) // whatever a status ends in, the device goes on
        {
            AgentLog.NoStatus(logger, gone.Message);
        }
    }

    /// <summary>While one configuration takes the other's place there is a moment without a runtime.</summary>
    private async Task<ReadOnlyMemory<byte>> WriteAsync(string said, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return said.Split(' ') is [SeenWord, var number]
                    && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var after)
                        ? seen.Write(after) : report.Write();
            }
            catch (ObjectDisposedException)
            {
                await Task.Delay(Moment, time, cancel);
            }
        }
    }

    /// <summary>The outbox is held by this process alone, so a socket that is there belongs to nobody any more.</summary>
    private static Socket Listen(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        socket.Listen(4);
        return socket;
    }
}
