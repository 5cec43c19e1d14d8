using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CityKit.Maps.Tests.Support;

/// <summary>A page in a headless Chromium, driven over its own protocol (Chrome DevTools Protocol) on this machine.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly string folder;
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource stop = new(Patience);
    private int asked;

    private Chromium(Process process, string folder) => (this.process, this.folder) = (process, folder);

    internal static string? Program { get; } =
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>What the page asked for that is neither itself nor made by itself.</summary>
    internal List<string> Requests { get; } = [];

    /// <summary>What it complained of.</summary>
    internal List<string> Errors { get; } = [];

    internal static async Task<Chromium> OpenAsync(ReadOnlyMemory<byte> html)
    {
        var folder = Directory.CreateTempSubdirectory("citykit-maps-").FullName;
        var page = Path.Combine(folder, "map.html");
        await File.WriteAllBytesAsync(page, html.ToArray());
        var opened = new Chromium(Start(folder), folder);
        await opened.ConnectAsync(new Uri(page).AbsoluteUri);
        return opened;
    }

    /// <summary>Asks until there is an answer.</summary>
    internal async Task<string?> WaitAsync(string expression)
    {
        while (true)
            if (await AskAsync(expression) is { } answer) return answer;
            else await Task.Delay(100, stop.Token);
    }

    /// <summary>The value of an expression in the page as text.</summary>
    internal async Task<string?> AskAsync(string expression) =>
        (string?)(await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression }))["result"]?["value"];

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        stop.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo(Program ?? "chromium") { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] arguments = ["--headless", "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
            "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--window-size=1200,800",
                "--remote-debugging-port=0", $"--user-data-dir={folder}/profile", "about:blank"];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    private async Task ConnectAsync(string page)
    {
        var port = await PortAsync();
        using var http = new HttpClient();
        var targets = JsonNode.Parse(await http.GetStringAsync($"http://127.0.0.1:{port}/json", stop.Token))!.AsArray();
        var target = targets.First(t => (string?)t!["type"] == "page")!;
        await socket.ConnectAsync(new Uri((string)target["webSocketDebuggerUrl"]!), stop.Token);
        foreach (var domain in (string[])["Page", "Network", "Runtime", "Log"]) await SendAsync($"{domain}.enable", []);
        await SendAsync("Page.navigate", new JsonObject { ["url"] = page });
    }

    private async Task<string> PortAsync()
    {
        var file = Path.Combine(folder, "profile", "DevToolsActivePort");
        while (!File.Exists(file) || (await File.ReadAllLinesAsync(file, stop.Token)).Length < 2) await Task.Delay(50, stop.Token);
        return (await File.ReadAllLinesAsync(file, stop.Token))[0];
    }

    private async Task<JsonNode> SendAsync(string method, JsonObject parameters)
    {
        var id = ++asked;
        var text = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters }.ToJsonString();
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, stop.Token);
        while (true)
        {
            var answer = await ReadAsync();
            if ((int?)answer["id"] == id) return answer["result"] ?? throw new InvalidOperationException(answer.ToJsonString());
            Note(answer);
        }
    }

    private void Note(JsonNode told)
    {
        var parameters = told["params"];
        switch ((string?)told["method"])
        {
            case "Network.requestWillBeSent" when (string)parameters!["request"]!["url"]! is var url
                && !IsOwn(url): Requests.Add(url); break;
            case "Runtime.exceptionThrown": Errors.Add(parameters!.ToJsonString()); break;
            case "Log.entryAdded" when (string?)parameters!["entry"]!["level"] == "error": Errors.Add(parameters.ToJsonString()); break;
        }
    }

    private static bool IsOwn(string url) => url.StartsWith("file:", StringComparison.Ordinal)
        || url.StartsWith("blob:", StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal);

    private async Task<JsonNode> ReadAsync()
    {
        using var message = new MemoryStream();
        var part = new byte[1 << 16];
        WebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(part, stop.Token);
            message.Write(part, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return JsonNode.Parse(message.ToArray())!;
    }
}
