using CityKit.Cases;
using CityKit.Cases.Importing;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Importing;

/// <summary>Many work items at once: the same step of each, files of them out and in.</summary>
public static class HubItems
{
    private const int AtOnce = 200;

    /// <summary>Takes the same step of many work items; each is decided by itself, so one that is refused stops no other.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="many">The step.</param>
    /// <param name="actor">Who, from the authenticated principal.</param>
    /// <param name="cancellationToken">Gives up waiting; what is under way goes on.</param>
    /// <returns>An answer for each item, in order, without those that were named twice; or why none was looked at.</returns>
    /// <exception cref="IOException">The hub cannot store now: give the same again, with the same id; what is done stays done.</exception>
    public static async ValueTask<(IReadOnlyList<CommandAnswer> Answers, Refusal? Refusal)> ExecuteAsync(
        this CityHub hub, StepMany many, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(many);
        ArgumentNullException.ThrowIfNull(actor);
        if (many.Check() is { } refusal) return ([], refusal);
        var answers = many.Each().Select(step => hub.ExecuteAsync(step, actor, cancellationToken).AsTask());
        return (await Task.WhenAll(answers).ConfigureAwait(false), null);
    }

    /// <summary>Writes work items as JSON Lines, <c>{"item": …}</c> each, as far as an actor may see them (导出).</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="arguments">Which: the arguments of the query <c>items/list</c>.</param>
    /// <param name="actor">Who asks, from the authenticated principal.</param>
    /// <param name="to">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Why nothing was written; null when everything was.</returns>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public static async ValueTask<Refusal?> ExportItemsAsync(this CityHub hub, IReadOnlyDictionary<string, string> arguments,
        Actor actor, Stream to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(to);
        DocumentCursor? after = null;
        do
        {
            var page = await hub.QueryAsync("items/lines", arguments, actor, after, AtOnce, cancellationToken).ConfigureAwait(false);
            if (page.Refusal is { } refusal) return refusal;
            foreach (var row in page.Rows)
                await to.WriteAsync((byte[])[.. row.Span, (byte)'\n'], cancellationToken).ConfigureAwait(false);
            after = page.Next;
        }
        while (after is not null);
        return null;
    }

    /// <summary>
    /// Takes over the cases of a file of another system (案卷导入), one a line; see <see cref="ImportedCaseReader"/>. A line that is wrong is
    /// reported with its number and stops no other. Given again, it goes on where it was: a case that is here stays as it is.
    /// </summary>
    /// <param name="hub">The hub.</param>
    /// <param name="system">The other system's name; its cases are known by it and their ids.</param>
    /// <param name="file">The file: JSON Lines in UTF-8.</param>
    /// <param name="actor">An administrator, from the authenticated principal.</param>
    /// <param name="progress">Hears how many lines were read.</param>
    /// <param name="cancellationToken">Gives up; the cases so far stay.</param>
    /// <exception cref="IOException">The file cannot be read, or the hub cannot store now.</exception>
    public static async ValueTask<ItemImportReport> ImportItemsAsync(this CityHub hub, string system, Stream file, Actor actor,
        IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(actor);
        var view = await hub.ViewAsync(actor, cancellationToken).ConfigureAwait(false);
        var run = new ItemImport(hub, system, actor, view.Work);
        await foreach (var lines in ItemLines.ReadAsync(file, AtOnce, cancellationToken).ConfigureAwait(false))
        {
            await run.TakeAsync(lines, cancellationToken).ConfigureAwait(false);
            progress?.Report(run.Report.Lines);
        }
        return run.Report;
    }
}
