using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CityKit.AspNetCore.Endpoints;
using CityKit.Core.Text;
using CityKit.Feeds;
using CityKit.Sensors.Feeds;
using CityKit.Sensors.Mapping;

namespace CityKit.AspNetCore.Vendors;

/// <summary>Takes a vendor's messages into the hub, each once.</summary>
internal sealed partial class VendorIntake(CityHub hub, FeedMapping mapping)
{
    private readonly List<FeedReject> rejects = [];

    internal IReadOnlyList<FeedReject> Rejects => rejects;

    /// <summary>The messages wait together, in their order, so that many of them make few commits.</summary>
    /// <param name="body">The request's body: its hash is the id of a message that has none.</param>
    /// <param name="messages">The messages in it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What became of all of them; a refusal is of a single message, or that the hub cannot store now.</returns>
    internal async Task<FeedAnswer> TakeAsync(
        ReadOnlyMemory<byte> body, IReadOnlyList<VendorMessage> messages, CancellationToken cancellationToken)
    {
        var taken = new List<Task<FeedAnswer>>();
        foreach (var message in messages)
            if (Read(message, body.Span) is { } batch) taken.Add(AcceptAsync(batch, cancellationToken));
        var answers = await Task.WhenAll(taken).ConfigureAwait(false);
        if (Array.Find(answers, a => a.Refusal is { Code: "busy" }) is { } busy) return busy;
        if (messages.Count == 1 && answers is [{ Refusal: not null }]) return answers[0];
        foreach (var answer in answers)
            if (answer.Refusal is { } refusal) rejects.Add(new FeedReject(0, "$", "", refusal.Message));
        return new FeedAnswer(answers.Sum(a => a.Accepted), answers.Sum(a => a.Duplicates), answers.Sum(a => a.Undecided), null);
    }

    private Task<FeedAnswer> AcceptAsync(FeedBatch batch, CancellationToken cancellationToken) => CommandAnswers.OrBusyAsync(
        () => hub.AcceptAsync(batch, cancellationToken), new FeedAnswer(0, 0, 0, CommandAnswers.Busy)).AsTask();

    /// <summary>What a message says; null when that is nothing.</summary>
    private FeedBatch? Read(VendorMessage message, ReadOnlySpan<byte> body)
    {
        if (message.Wrong is { } wrong) rejects.Add(wrong);
        if (message.Content is not { } content) return null;
        var mapped = mapping.Map(content, message.At);
        rejects.AddRange(mapped.Rejects);
        return mapped.Readings.Count == 0 ? null : BatchOf(IdOf(mapped.Id ?? message.Id, body), mapped.Readings);
    }

    private FeedBatch BatchOf(string id, IReadOnlyList<MappedReading> readings) =>
        new(mapping.Feed, id, [.. readings.Where(r => r.IsRegister).Select(RegisterOf)])
        {
            Seen = [.. readings.Where(r => !r.IsRegister).Select(r => new FeedObservation(r.Sensor, r.Kind, r.Value, r.At))],
        };

    /// <summary>A vendor does not say when it had a reading of its own device.</summary>
    private static RegisterReading RegisterOf(MappedReading reading) =>
        new(reading.Sensor, reading.Value, reading.At!.Value, reading.At.Value);

    /// <summary>The vendor's own id, where it is one that the hub takes; else a hash of it, or of the body.</summary>
    private static string IdOf(string? id, ReadOnlySpan<byte> body) => id is null ? $"body-{Hash(body)}"
        : IdRule().IsMatch(id) ? id
        : $"id-{Hash(Encoding.UTF8.GetBytes(id))}";

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));

    [GeneratedRegex("^[A-Za-z0-9._:-]{1,64}$")]
    private static partial Regex IdRule();
}
