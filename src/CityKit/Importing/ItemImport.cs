using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Importing;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Storage;

namespace CityKit.Importing;

/// <summary>One import of a file: reads lines, gives the commands of those that can be read, and counts what became of each.</summary>
/// <param name="hub">The hub.</param>
/// <param name="system">The other system.</param>
/// <param name="actor">Who imports.</param>
/// <param name="engine">The profiles and limits in force.</param>
internal sealed class ItemImport(CityHub hub, string system, Actor actor, WorkEngine engine)
{
    private readonly ImportedCaseReader reader = new(engine);
    private readonly List<ItemLineError> errors = [];
    private long lines;
    private long imported;
    private long known;
    private long refused;

    internal ItemImportReport Report => new(lines, imported, known, refused, [.. errors]);

    /// <summary>Takes some lines over; they are committed together where the store can.</summary>
    internal async ValueTask TakeAsync(IReadOnlyList<(long Number, byte[] Line)> some, CancellationToken cancellationToken)
    {
        var taken = await Task.WhenAll(some.Select(line => TakeAsync(line.Line, cancellationToken))).ConfigureAwait(false);
        for (var i = 0; i < taken.Length; i++) Count(some[i].Number, taken[i]);
    }

    private async Task<(bool IsKnown, Refusal? Refusal)> TakeAsync(byte[] line, CancellationToken cancellationToken)
    {
        if (line.Length > ItemLines.MaxBytes) return (false, TooLong);
        if (reader.Read(line, out var wrong) is not { } read) return (false, new Refusal("bad-case", wrong[0].Message, []));
        var id = CaseImport.IdOf(system, read.ExternalId);
        if (await hub.Store.FindItemAsync(id, cancellationToken).ConfigureAwait(false) is not null) return (true, null);
        var answer = await hub.ExecuteAsync(ImportCase.Of(system, read), actor, cancellationToken).ConfigureAwait(false);
        return (false, answer.Refusal);
    }

    private void Count(long number, (bool IsKnown, Refusal? Refusal) taken)
    {
        lines++;
        if (taken.Refusal is null && taken.IsKnown) known++;
        else if (taken.Refusal is null) imported++;
        else Refuse(number, taken.Refusal);
    }

    private void Refuse(long number, Refusal refusal)
    {
        refused++;
        if (errors.Count < ItemImportReport.MaxErrors) errors.Add(new ItemLineError(number, refusal));
    }

    private static Refusal TooLong { get; } = Refusal.Of("too-large",
        $"A line has at most {ItemLines.MaxBytes} bytes.", $"每行最多 {ItemLines.MaxBytes} 字节。");
}
