using System.IO.Compression;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Time;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Storage;
using NodaTime.Text;

namespace CityKit.Evidence;

/// <summary>
/// Makes hand-over packages for the police (移交公安): the making is noted as a reading of everything in it before anything is opened.
/// </summary>
internal sealed class EvidenceHandOver(EvidenceParts hub, EvidenceFiles files)
{
    private static readonly Role[] Makers = [Role.DutyOfficer, Role.DutyLeader];

    /// <summary>Everything that one package is made of.</summary>
    private sealed record Made(WorkItem Item, IReadOnlyList<HistoryEntry> History, IReadOnlyList<EvidenceInfo> Evidence,
        ViewEvidence Asked, Actor By, ActorView View);

    /// <param name="commandId">The making's id.</param>
    /// <param name="item">The work item, whose evidence the actor sees.</param>
    /// <param name="evidence">Its evidence.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="by">Who makes it, and what he may see.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async ValueTask<EvidencePackage> MakeAsync(string commandId, WorkItem item, IReadOnlyList<EvidenceInfo> evidence,
        string purpose, (Actor Actor, ActorView View) by, CancellationToken cancellationToken)
    {
        if (HubPrivacy.CheckPurpose(purpose) is { } bad) return EvidencePackage.Refused(bad);
        if (by.View.Over(item)?.Roles.Overlaps(Makers) != true) return EvidencePackage.Refused(WrongRole(by.Actor));
        if (hub.Signer is not { } signer) return EvidencePackage.Refused(NoKey);
        var asked = new ViewEvidence(commandId, [.. evidence.Select(piece => piece.Id)], item.Id, "hand-over", purpose);
        var noted = await hub.Execute(asked, by.Actor, cancellationToken).ConfigureAwait(false);
        if (noted.Refusal is { } refusal) return EvidencePackage.Refused(refusal);
        var history = await hub.Store.ReadHistoryAsync(item, cancellationToken).ConfigureAwait(false);
        var made = new Made(item, history, evidence, asked, by.Actor, by.View);
        return EvidencePackage.Of((output, cancel) => WriteAsync(made, signer, output, cancel));
    }

    private async Task WriteAsync(Made made, DeviceKey signer, Stream output, CancellationToken cancellationToken)
    {
        var zip = await ZipArchive.CreateAsync(
            output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken).ConfigureAwait(false);
        await using var _ = zip.ConfigureAwait(false);
        var package = new PackageWriter(zip);
        var pieces = new List<PackageManifest.Piece>();
        foreach (var piece in made.Evidence)
            if (await AddAsync(piece, package, cancellationToken).ConfigureAwait(false) is { } added) pieces.Add(added);
        await package.AddAsync(PackageFiles.Item, new MemoryStream(DeskJson.ToUtf8(made,
            (json, m) => ItemView.WriteSeen(json, m.Item, m.View, m.History))), cancellationToken).ConfigureAwait(false);
        await AddViewsAsync(made.Evidence, package, cancellationToken).ConfigureAwait(false);
        var store = await hub.StoreOf(new DocumentKey(ItemDocuments.Kind.Name, $"{made.Item.Id}"), cancellationToken).ConfigureAwait(false);
        var head = await store.ReadPositionAsync(cancellationToken).ConfigureAwait(false);
        await AddJournalAsync(made, store, head, package, cancellationToken).ConfigureAwait(false);
        await SignAsync(new PackageManifest(PackageFiles.Format, made.Item.Id.ToString(), made.Item.Number, made.By.Id, made.Asked.Purpose,
            CommandIds.KeyOf(made.By, made.Asked.CommandId), head.History.ToString(), head.Number, head.Hash.ToString(), pieces,
            package.Files), signer, package, cancellationToken).ConfigureAwait(false);
    }

    private static async Task SignAsync(
        PackageManifest content, DeviceKey signer, PackageWriter package, CancellationToken cancellationToken)
    {
        var manifest = JsonSerializer.SerializeToUtf8Bytes(content, PackageJson.Default.PackageManifest);
        await package.AddBesideAsync(PackageFiles.Manifest, manifest, cancellationToken).ConfigureAwait(false);
        await package.AddBesideAsync(PackageFiles.Signature, signer.Sign(manifest), cancellationToken).ConfigureAwait(false);
        await package.AddBesideAsync(PackageFiles.HubKey, signer.Public.Info, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A piece whose file is lost is named without it; one that was erased meanwhile is left out.</summary>
    private async ValueTask<PackageManifest.Piece?> AddAsync(
        EvidenceInfo piece, PackageWriter package, CancellationToken cancellationToken)
    {
        if (await files.KeyAsync(piece, cancellationToken).ConfigureAwait(false) is not var (secret, salt)) return null;
        var path = PackageFiles.OriginalOf(piece);
        var content = await files.OpenAsync(piece, EvidencePart.Original, cancellationToken).ConfigureAwait(false);
        if (content is not null)
            await using (content.ConfigureAwait(false))
                await package.AddAsync(path, content, cancellationToken).ConfigureAwait(false);
        return new PackageManifest.Piece(piece.Id, EvidenceTypes.MediaTypeOf(piece.Type), content is null ? null : path,
            Convert.ToHexStringLower(secret.Sha256), Convert.ToHexStringLower(salt), piece.By);
    }

    private async Task AddViewsAsync(IReadOnlyList<EvidenceInfo> evidence, PackageWriter package, CancellationToken cancellationToken)
    {
        var ids = evidence.Select(piece => piece.Id).ToHashSet();
        var views = new Dictionary<string, PersonalRead>();
        foreach (var subject in evidence.Select(piece => piece.Subject).Distinct())
            await foreach (var read in hub.Store.ReadAsync(ReadsOf(subject), cancellationToken).ConfigureAwait(false))
                if (read.Records.Any(ids.Contains)) views[read.Id] = read;
        await package.AddAsync(PackageFiles.Views, new MemoryStream(DeskJson.ToUtf8((Views: views.Values, Ids: ids), static (json, all) =>
        {
            json.WriteStartArray();
            foreach (var read in all.Views.OrderBy(read => read.At).ThenBy(read => read.Id, StringComparer.Ordinal))
                Write(json, read, all.Ids);
            json.WriteEndArray();
        })), cancellationToken).ConfigureAwait(false);
    }

    private static DocumentQuery<PersonalRead> ReadsOf(SubjectId subject) => PrivacyDocuments.Reads.Query()
        .Where(PrivacyDocuments.ReadSubjects, subject.ToString()).OrderBy(PrivacyDocuments.ReadAt);

    private static void Write(Utf8JsonWriter json, PersonalRead read, HashSet<string> ids)
    {
        json.WriteStartObject();
        json.WriteString("command", read.Id);
        json.WriteString("at", InstantPattern.ExtendedIso.Format(read.At));
        json.WriteString("by", read.By);
        json.WriteString("roles", string.Join(' ', read.Roles));
        json.WriteString("purpose", read.Purpose);
        json.WriteString("evidence", string.Join(' ', read.Records.Where(ids.Contains)));
        json.WriteEndObject();
    }

    private async Task AddJournalAsync(
        Made made, ICityStore store, StorePosition head, PackageWriter package, CancellationToken cancellationToken)
    {
        var alerts = await AlertsOfAsync(made.Item, cancellationToken).ConfigureAwait(false);
        var journal = new PackageJournal(made.Item, made.Evidence, alerts);
        var chain = await package.OpenAsync(PackageFiles.Chain, cancellationToken).ConfigureAwait(false);
        await using (chain.ConfigureAwait(false))
            await journal.ReadAsync(store, head, chain, cancellationToken).ConfigureAwait(false);
        var entries = await package.OpenAsync(PackageFiles.Entries, cancellationToken).ConfigureAwait(false);
        await using (entries.ConfigureAwait(false))
            foreach (var entry in journal.Entries)
            {
                var line = new PackageEntry(
                    entry.Number, entry.ReceivedAt.ToUnixNanoseconds(), (byte)entry.Kind, entry.Key, entry.Payload.ToArray());
                await entries.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, PackageJson.Default.PackageEntry), cancellationToken)
                    .ConfigureAwait(false);
                await entries.WriteAsync("\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
            }
        var devices = await DevicesAsync(journal.Devices, cancellationToken).ConfigureAwait(false);
        await package.AddAsync(PackageFiles.Devices, devices, PackageJson.Default.PackageDeviceArray, cancellationToken)
            .ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyCollection<Alert>> AlertsOfAsync(WorkItem item, CancellationToken cancellationToken)
    {
        var alerts = new List<Alert>();
        foreach (var id in item.Alerts)
            if (await hub.Store.FindAsync(AlertDocuments.Kind, id, cancellationToken).ConfigureAwait(false) is { } alert)
                alerts.Add(alert);
        return alerts;
    }

    private async ValueTask<PackageDevice[]> DevicesAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var devices = new List<PackageDevice>();
        foreach (var id in ids)
            if (await hub.Store.FindAsync(DeviceDocuments.Kind, id, cancellationToken).ConfigureAwait(false) is { } device)
                devices.Add(new PackageDevice(id, device.Key.Info.ToArray(), device.Key.Fingerprint));
        return [.. devices];
    }

    private static Refusal WrongRole(Actor actor) => Refusal.Of("wrong-role",
        $"A hand-over is made by a duty officer or duty leader; {actor.Id} is neither.", $"移交由值班员或值班长办理，{actor.Id} 无此权限。",
        [.. Makers.Select(role => role.ToString())]);

    private static Refusal NoKey { get; } = Refusal.Of("no-answer-key",
        "The hub has no key to sign a package with: set one up (UseAnswerKey).", "中枢没有签名密钥，无法签署移交包：请配置 UseAnswerKey。");
}
