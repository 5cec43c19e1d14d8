using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MessagePack;

namespace CityKit.Benchmarks;

/// <summary>
/// One live page of a desk without a browser: what a browser says to Blazor's server (SignalR with the protocol blazorpack), which answers
/// each script call and confirms each batch of drawing without drawing it.
/// </summary>
internal sealed partial class DeskCircuit : IAsyncDisposable
{
    private const int Invocation = 1;
    private const int Completion = 3;
    private const byte Ping = 6;
    private const int HandshakeBytes = 1_024;
    private const int ObjectReference = 1; // what kind of result a script is asked for
    private static readonly TimeSpan Still = TimeSpan.FromMilliseconds(300);
    private readonly ClientWebSocket socket = new();
    private readonly TaskCompletionSource started = new();
    private readonly List<byte> pending = [];
    private Task listening = Task.CompletedTask;
    private long lastAt;

    /// <summary>How often the server had something drawn.</summary>
    internal int Drawn { get; private set; }

    /// <summary>What the server sent.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Opens a page and waits until nothing is drawn any more.</summary>
    internal static async Task<DeskCircuit> OpenAsync(HttpClient client, string page)
    {
        var html = await client.GetStringAsync(page);
        var root = new Uri(client.BaseAddress!, "desk/");
        var desk = new DeskCircuit();
        await desk.socket.ConnectAsync(new UriBuilder(new Uri(root, "_blazor")) { Scheme = "ws" }.Uri, default);
        await desk.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"));
        await desk.ReceiveAsync(new byte[HandshakeBytes]);
        desk.pending.Clear();
        desk.listening = Task.Run(desk.ListenAsync);
        await desk.CallAsync("StartCircuit", "1", root.ToString(), new Uri(client.BaseAddress!, page).ToString(), "[]", "");
        await desk.started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await desk.CallAsync("UpdateRootComponents", null, Operations(html), State().Match(html).Groups[1].Value);
        do await Task.Delay(Still);
        while (desk.Drawn == 0 || Environment.TickCount64 - desk.lastAt < Still.TotalMilliseconds);
        return desk;
    }

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await listening;
        socket.Dispose();
    }

    /// <summary>Adds what is live in the page, as the page says it.</summary>
    private static string Operations(string html)
    {
        var markers = Marker().Matches(html).Select(found => JsonNode.Parse(found.Groups[1].Value)!)
            .Where(marker => marker["descriptor"] is not null);
        var operations = markers.Select(
            (marker, n) => (JsonNode)new JsonObject { ["type"] = "add", ["ssrComponentId"] = n + 1, ["marker"] = marker });
        return new JsonObject { ["batchId"] = 1, ["operations"] = new JsonArray([.. operations]) }.ToJsonString();
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await ReceiveAsync(buffer))
                while (Next() is { } message) await HearAsync(message);
        }
        catch (Exception closed) when (closed is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            started.TrySetException(closed);
        }
    }

    private async Task<bool> ReceiveAsync(byte[] buffer)
    {
        var got = await socket.ReceiveAsync(buffer.AsMemory(), default);
        Bytes += got.Count;
        pending.AddRange(buffer.AsSpan(0, got.Count));
        return got.MessageType != WebSocketMessageType.Close;
    }

    /// <summary>The next whole message, which its length is before in seven bits a byte; null while it is not there.</summary>
    private byte[]? Next()
    {
        var (length, at) = (0, 0);
        do
        {
            if (at == pending.Count) return null;
            length |= (pending[at] & 0x7f) << (7 * at);
        }
        while (pending[at++] >= 0x80);
        if (pending.Count < at + length) return null;
        var message = pending.GetRange(at, length).ToArray();
        pending.RemoveRange(0, at + length);
        return message;
    }

    private Task HearAsync(byte[] message)
    {
        var reader = new MessagePackReader(message);
        reader.ReadArrayHeader();
        var kind = reader.ReadInt32();
        if (kind == Completion) started.TrySetResult();
        if (kind == Ping) return SendAsync([2, 0x91, Ping]);
        if (kind != Invocation) return Task.CompletedTask;
        reader.Skip();
        reader.Skip();
        var target = reader.ReadString();
        reader.ReadArrayHeader();
        lastAt = Environment.TickCount64;
        return target switch
        {
            "JS.RenderBatch" => ConfirmAsync(reader.ReadInt64()),
            "JS.BeginInvokeJS" => AnswerAsync(ref reader),
            "JS.Error" => throw new InvalidOperationException(reader.ReadString()),
            _ => Task.CompletedTask,
        };
    }

    private Task ConfirmAsync(long batch)
    {
        Drawn++;
        return CallAsync("OnRenderCompleted", null, batch, null);
    }

    private Task AnswerAsync(ref MessagePackReader reader)
    {
        var call = reader.ReadInt64();
        var script = reader.ReadString();
        reader.Skip();
        var result = reader.ReadInt32() == ObjectReference ? $$"""{"__jsObjectId":{{call}}}""" : script == "soundState" ? "\"off\""
            : "null";
        return call == 0 ? Task.CompletedTask : CallAsync("EndInvokeJSFromDotNet", null, call, true, $"[{call},true,{result}]");
    }

    private Task CallAsync(string target, string? id, params object?[] arguments)
    {
        var body = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(body);
        writer.WriteArrayHeader(6);
        writer.Write(Invocation);
        writer.WriteMapHeader(0);
        writer.Write(id);
        writer.Write(target);
        writer.WriteArrayHeader(arguments.Length);
        foreach (var argument in arguments) Write(ref writer, argument);
        writer.WriteArrayHeader(0);
        writer.Flush();
        return SendAsync([.. Length(body.WrittenCount), .. body.WrittenSpan]);
    }

    private static void Write(ref MessagePackWriter writer, object? value)
    {
        if (value is long number) writer.Write(number);
        else if (value is bool flag) writer.Write(flag);
        else writer.Write((string?)value);
    }

    private static IEnumerable<byte> Length(int bytes)
    {
        for (; bytes >= 0x80; bytes >>= 7) yield return (byte)(bytes | 0x80);
        yield return (byte)bytes;
    }

    private Task SendAsync(byte[] message) => socket.SendAsync(message, WebSocketMessageType.Binary, true, default);

    [GeneratedRegex(@"<!--Blazor:(\{.*?\})-->")]
    private static partial Regex Marker();

    [GeneratedRegex(@"<!--Blazor-Server-Component-State:([a-zA-Z0-9+/=]+)-->")]
    private static partial Regex State();
}
