using System.Threading.Channels;
using CityKit.Delivering;

namespace CityKit.Hub.Tests.Support;

/// <summary>A channel that keeps what it was given, and answers as the test says.</summary>
internal sealed class RecordingChannel : INotificationChannel
{
    private readonly Channel<OutgoingMessage> sent = Channel.CreateUnbounded<OutgoingMessage>();

    /// <summary>What it answers to each message.</summary>
    internal Func<OutgoingMessage, SendResult> Answer { get; set; } = _ => SendResult.Delivered;

    public async ValueTask<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var answer = Answer(message);
        await sent.Writer.WriteAsync(message, cancellationToken);
        return answer;
    }

    /// <summary>The next message that it was given, whatever it answered.</summary>
    internal Task<OutgoingMessage> NextAsync() => sent.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>What it was given and nobody asked for yet.</summary>
    internal IReadOnlyList<OutgoingMessage> Rest()
    {
        var rest = new List<OutgoingMessage>();
        while (sent.Reader.TryRead(out var message)) rest.Add(message);
        return rest;
    }
}
