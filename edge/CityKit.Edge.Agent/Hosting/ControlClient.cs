using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>Asks the running agent.</summary>
internal static class ControlClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <returns>The status, or null when no agent runs.</returns>
    /// <exception cref="AgentRefusedException">One runs, but this user may not ask it, or it does not answer.</exception>
    internal static async Task<JsonDocument?> AskAsync(AgentFolder folder, string word, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            return await AskAsync(folder.Socket, word, patience.Token);
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new AgentRefusedException($"{folder.Socket} may not be used by this user: use sudo. 权限不足，请使用 sudo。");
        }
        catch (SocketException)
        {
            return null;
        }
        catch (Exception silent) when (silent is OperationCanceledException && !cancel.IsCancellationRequested)
        {
            throw new AgentRefusedException($"The agent at {folder.Socket} does not answer; look at its log. 代理无应答，请查看日志。");
        }
    }

    /// <summary>An agent that ends, or another release that takes its place, cuts an asker off; the next one answers.</summary>
    private static async Task<JsonDocument> AskAsync(string path, string word, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return JsonDocument.Parse(await AskTextAsync(path, word, cancel));
            }
            catch (Exception cut) when (cut is IOException or JsonException)
            {
                await Task.Delay(Pause, cancel);
            }
        }
    }

    private static async Task<string> AskTextAsync(string path, string word, CancellationToken cancel)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
        await socket.SendAsync(Encoding.ASCII.GetBytes(word + "\n"), cancel);
        using var reader = new StreamReader(new NetworkStream(socket));
        return await reader.ReadLineAsync(cancel) ?? "";
    }
}
