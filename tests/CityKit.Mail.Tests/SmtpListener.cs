using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CityKit.Mail.Tests;

/// <summary>A small SMTP server on the loopback: takes each mail, or answers the recipient with a code of the test's.</summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly string recipientAnswer;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task running;
    private readonly List<string> mails = [];

    internal SmtpListener(string recipientAnswer = "250 OK")
    {
        this.recipientAnswer = recipientAnswer;
        listener.Start();
        running = RunAsync();
    }

    internal int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    internal IReadOnlyList<string> Mails => mails;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            using var client = await listener.AcceptTcpClientAsync(stopping.Token);
            await TalkAsync(client.GetStream());
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 invented ESMTP");
        while (await reader.ReadLineAsync(stopping.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            await writer.WriteLineAsync(verb switch
            {
                "EHLO" => "250-invented\r\n250 8BITMIME",
                "RCPT" => recipientAnswer,
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "250 OK",
            });
            if (verb == "QUIT") return;
            if (verb == "DATA") await TakeAsync(reader, writer);
        }
    }

    private async Task TakeAsync(StreamReader reader, StreamWriter writer)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(stopping.Token) is { } line && line != ".") mail.AppendLine(line);
        mails.Add(mail.ToString());
        await writer.WriteLineAsync("250 taken");
    }
}
