using System.Security.Cryptography;
using System.Text;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Sensors.Rules;
using CityKit.Setup;
using CityKit.Storage;

namespace CityKit.Explaining;

/// <summary>The rules by which the hub judged at an entry (当时规则).</summary>
/// <param name="Rules">The rules.</param>
/// <param name="Version">The first 12 hexadecimal digits of the file's SHA-256.</param>
/// <param name="Entry">The journal entry that put them in force; null when it is farther back than was looked.</param>
internal sealed record RuleInForce(RuleSet Rules, string Version, long? Entry)
{
    private const int Step = 1_000;
    private const int MostRead = 10_000;
    private const int Digits = 12;

    /// <summary>Looks back from an entry; farther than 10,000 entries, the rules are those that the hub last stored.</summary>
    internal static async ValueTask<RuleInForce?> FindAsync(ICityStore journal, long number, CancellationToken cancellationToken)
    {
        for (var end = number; end > 0 && number - end < MostRead; end -= Step)
        {
            var last = await journal.ReadJournalAsync(Math.Max(0, end - Step), cancellationToken)
                .TakeWhile(entry => entry.Number <= end).LastOrDefaultAsync(entry => !FileOf(entry).IsEmpty, cancellationToken)
                .ConfigureAwait(false);
            if (last is not null) return Of(FileOf(last), last.Number);
        }
        var kept = await journal.FindCellsAsync([HubCells.Configuration], cancellationToken).ConfigureAwait(false);
        return kept is [{ Bytes.IsEmpty: false } cell] ? Of(ConfigurationCodec.Read(cell.Bytes).Rules, null) : null;
    }

    /// <summary>The rule file that an entry puts in force; empty for an entry that puts none.</summary>
    private static ReadOnlyMemory<byte> FileOf(JournalEntry entry) => entry.IsPruned ? default : entry.Kind switch
    {
        JournalKind.Configuration => ConfigurationCodec.Read(entry.Payload).Rules,
        JournalKind.Command when EntryCause.CommandOf(entry, "put-rules") is { } put =>
            Encoding.UTF8.GetBytes(put.GetProperty("file").GetString()!),
        _ => default(ReadOnlyMemory<byte>),
    };

    private static RuleInForce? Of(ReadOnlyMemory<byte> file, long? entry) => RuleSet.Parse(file.Span, out _) is not { } rules ? null
        : new RuleInForce(rules, Convert.ToHexStringLower(SHA256.HashData(file.Span))[..Digits], entry);
}
