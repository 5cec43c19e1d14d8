using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Storage;
using Microsoft.Extensions.Logging;

namespace CityKit.Evidence;

/// <summary>
/// Evidence of a hub (证据): originals are kept unchanged and encrypted, a copy without EXIF is what is shown, and each viewing is noted
/// before anything is opened. See <c>docs/evidence.md</c>.
/// </summary>
public sealed class HubEvidence : IAsyncDisposable
{
    private const string ViewingPurpose = "viewing";

    private readonly EvidenceParts hub;
    private readonly EvidenceIntake intake;
    private readonly EvidenceFiles files;
    private readonly EvidenceHandOver handOver;
    private readonly EvidenceSweep sweep;

    internal HubEvidence(EvidenceParts hub, ILogger logger)
    {
        (this.hub, intake, files, sweep) = (hub, new EvidenceIntake(hub), new EvidenceFiles(hub), new EvidenceSweep(hub, logger));
        handOver = new EvidenceHandOver(hub, files);
    }

    /// <summary>
    /// Keeps a JPEG, PNG or MP4, known by its first bytes. The same file of the same giver is kept once and answered again. What no report
    /// or step names within a day is dropped.
    /// </summary>
    /// <param name="original">The file; a clip is never held in memory whole.</param>
    /// <param name="actor">Who gives it, from the authenticated principal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is known of it, with the reference that reports and steps name it by; or why it is not kept.</returns>
    /// <exception cref="IOException">The file cannot be read, or the hub cannot store now: send the same again.</exception>
    public ValueTask<EvidenceAnswer> KeepAsync(Stream original, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(actor);
        return intake.KeepAsync(original, actor, cancellationToken);
    }

    /// <summary>What is known of a piece, for who gave it and for who sees the evidence of a work item that names it.</summary>
    /// <returns>Null when there is none, none any more, or none for this actor.</returns>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public async ValueTask<EvidenceInfo?> FindAsync(string id, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await hub.FindWholeAsync(id, cancellationToken).ConfigureAwait(false) is not { } piece) return null;
        var by = await hub.Door.KnownAsync(actor, cancellationToken).ConfigureAwait(false);
        if (piece.By == by.Id) return piece;
        foreach (var item in piece.Items)
            if (await SeenAsync(item, actor, cancellationToken).ConfigureAwait(false) is not null) return piece;
        return null;
    }

    /// <summary>The evidence of a work item, by the time it was kept.</summary>
    /// <returns>Null when there is no such item, or its evidence is not for this actor.</returns>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<EvidenceInfo>?> ListAsync(
        WorkItemId item, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return await SeenAsync(item, actor, cancellationToken).ConfigureAwait(false) is null ? null
            : await ListAsync(item, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens the copy that is shown; who does is noted.</summary>
    /// <param name="commandId">The viewing's id: repeated, it is noted once.</param>
    /// <param name="id">The evidence.</param>
    /// <param name="actor">Who sees it, from the authenticated principal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The hub cannot store or read now.</exception>
    public ValueTask<EvidenceContent> OpenAsync(string commandId, string id, Actor actor, CancellationToken cancellationToken = default) =>
        OpenAsync(commandId, id, EvidencePart.Shown, ViewingPurpose, actor, cancellationToken);

    /// <summary>Opens the original, with what its EXIF says; who does, and what for, is noted.</summary>
    /// <param name="commandId">The viewing's id: repeated, it is noted once.</param>
    /// <param name="id">The evidence.</param>
    /// <param name="purpose">What for, 1 to 64 of a-z, 0-9, '-', such as <c>handling</c>.</param>
    /// <param name="actor">Who sees it, from the authenticated principal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The hub cannot store or read now.</exception>
    public ValueTask<EvidenceContent> OpenOriginalAsync(
        string commandId, string id, string purpose, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        return OpenAsync(commandId, id, EvidencePart.Original, purpose, actor, cancellationToken);
    }

    /// <summary>
    /// Makes a package of a work item for the police (移交包): originals, the keys and signed batches of the devices, the journal's entries
    /// with the proof that they are in it, and who saw the evidence; signed by the hub, checked anywhere by
    /// <see cref="EvidencePackageCheck"/>. The making is noted as a reading of all of it.
    /// </summary>
    /// <param name="commandId">The making's id.</param>
    /// <param name="item">The work item.</param>
    /// <param name="purpose">What for, 1 to 64 of a-z, 0-9, '-'.</param>
    /// <param name="actor">A duty officer or duty leader who sees the item's evidence, from the authenticated principal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The hub cannot store or read now.</exception>
    public async ValueTask<EvidencePackage> HandOverAsync(
        string commandId, WorkItemId item, string purpose, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        ArgumentNullException.ThrowIfNull(actor);
        if (await SeenAsync(item, actor, cancellationToken).ConfigureAwait(false) is not var (seen, view))
            return EvidencePackage.Refused(ItemView.NoSuch);
        var pieces = await ListAsync(item, cancellationToken).ConfigureAwait(false);
        return await handOver.MakeAsync(commandId, seen, pieces, purpose, (actor, view), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Deletes from the archive what no evidence names any more. The hub does it itself once a day; what was erased cannot be read from
    /// then on, also before that.
    /// </summary>
    /// <returns>How many files were deleted.</returns>
    /// <exception cref="IOException">The archive or the store cannot be read now.</exception>
    public ValueTask<int> SweepAsync(CancellationToken cancellationToken = default) => sweep.SweepAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => sweep.DisposeAsync();

    internal void Start() => sweep.Start();

    /// <summary>Opens the copy of a piece that was chosen to be shown to those who reported an item; nobody is noted.</summary>
    /// <param name="reference">The reference that the step has.</param>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The store or the archive cannot be read now.</exception>
    internal async ValueTask<EvidenceContent> OpenChosenAsync(string? reference, WorkItemId item, CancellationToken cancellationToken)
    {
        if (await hub.FindWholeAsync(EvidenceInfo.IdOf(reference), cancellationToken).ConfigureAwait(false) is not { Shown: not null } piece
            || !piece.Items.Contains(item) || await IsErasedAsync(piece.Subject, cancellationToken).ConfigureAwait(false))
            return EvidenceContent.Refused(EvidenceDesk.NotFound);
        return await files.OpenAsync(piece, EvidencePart.Shown, cancellationToken).ConfigureAwait(false) is { } content
            ? new EvidenceContent(null, piece.Type, content)
            : EvidenceContent.Refused(Missing(piece.Id));
    }

    /// <inheritdoc cref="EvidenceIntake.CheckAsync"/>
    internal ValueTask<Refusal?> CheckAsync(Modules.HubCommand command, Actor actor, CancellationToken cancellationToken) =>
        intake.CheckAsync(command, actor, cancellationToken);

    /// <summary>Whether a subject is erased, or waits to be.</summary>
    private async ValueTask<bool> IsErasedAsync(SubjectId subject, CancellationToken cancellationToken) =>
        await hub.Store.FindAsync(PrivacyDocuments.Erasures, subject.ToString(), cancellationToken).ConfigureAwait(false) is not null;

    private async ValueTask<IReadOnlyList<EvidenceInfo>> ListAsync(WorkItemId item, CancellationToken cancellationToken)
    {
        var named = EvidenceDocuments.Kind.Query().Where(EvidenceDocuments.Items, item.ToString()).OrderBy(EvidenceDocuments.At);
        var kept = new List<EvidenceInfo>();
        await foreach (var piece in hub.Store.ReadAsync(named, cancellationToken).ConfigureAwait(false))
            if (await hub.IsKeptAsync(piece, cancellationToken).ConfigureAwait(false)) kept.Add(piece);
        return kept;
    }

    /// <summary>A work item whose evidence the actor sees; null for every other.</summary>
    private async ValueTask<(WorkItem Item, ActorView View)?> SeenAsync(WorkItemId item, Actor actor, CancellationToken cancellationToken)
    {
        var view = await hub.View(actor, cancellationToken).ConfigureAwait(false);
        return await hub.Store.FindItemAsync(item, cancellationToken).ConfigureAwait(false) is { } found
            && view.Visible(found).HasFlag(WorkItemPart.Evidence) ? (found, view) : null;
    }

    private async ValueTask<EvidenceContent> OpenAsync(
        string commandId, string id, EvidencePart part, string purpose, Actor actor, CancellationToken cancellationToken)
    {
        if (HubPrivacy.CheckPurpose(purpose) is { } bad) return EvidenceContent.Refused(bad);
        if (await FindAsync(id, actor, cancellationToken).ConfigureAwait(false) is not { } piece)
            return EvidenceContent.Refused(EvidenceDesk.NotFound);
        if (part == EvidencePart.Shown && piece.Shown is null) return EvidenceContent.Refused(NoCopy);
        var viewed = await hub.Execute(new ViewEvidence(commandId, [id], piece.Items.Count > 0 ? piece.Items[0] : null,
            part == EvidencePart.Original ? "original" : "shown", purpose), actor, cancellationToken).ConfigureAwait(false);
        if (viewed.Refusal is { } refusal) return EvidenceContent.Refused(refusal);
        return await files.OpenAsync(piece, part, cancellationToken).ConfigureAwait(false) is { } content
            ? new EvidenceContent(null, piece.Type, content)
            : EvidenceContent.Refused(Missing(id));
    }

    private static Refusal NoCopy { get; } = Refusal.Of("original-only",
        "A clip has no copy to show: open the original, with a purpose.", "视频没有可展示的副本，请说明用途后查阅原件。");

    private static Refusal Missing(string id) => Refusal.Of("evidence-missing",
        $"The file of the evidence {id} is missing or damaged; a finding says so. The hub's operator may have a copy of the archive.",
        $"证据 {id} 的文件缺失或损坏，已记录为发现，请联系运维人员从备份恢复。");
}
