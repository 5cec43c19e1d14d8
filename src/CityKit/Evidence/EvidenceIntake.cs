using System.Security.Cryptography;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Evidence.Pictures;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Records;

namespace CityKit.Evidence;

/// <summary>
/// Takes evidence in: the files are in the archive, encrypted, before the commit that names them; what an interruption leaves there is
/// swept.
/// </summary>
internal sealed class EvidenceIntake(EvidenceParts hub)
{
    private const int AtOnce = 32; // pictures are held whole

    private readonly SemaphoreSlim places = new(AtOnce);

    /// <summary>What arrived: the original and, of a picture, the copy to show.</summary>
    private sealed record Arrived(EvidenceType Type, ReadOnlyMemory<byte> First, Stream Rest, PictureCopy? Copy);

    /// <summary>The files of a piece.</summary>
    private sealed record Filed(EvidenceSecret Secret, long Bytes, string Stored, string? Shown);

    internal async ValueTask<EvidenceAnswer> KeepAsync(Stream original, Actor actor, CancellationToken cancellationToken)
    {
        if (!await places.WaitAsync(0, cancellationToken).ConfigureAwait(false)) return EvidenceAnswer.Refused(Busy);
        try
        {
            var (arrived, refusal) = await ReadAsync(original, cancellationToken).ConfigureAwait(false);
            return arrived is null ? EvidenceAnswer.Refused(refusal!)
                : await KeepAsync(arrived, actor, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            return EvidenceAnswer.Refused(TooLarge(EvidenceType.Mp4));
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Why a report or step may not name the evidence that it names; null when it names none, or may.</summary>
    internal async ValueTask<Refusal?> CheckAsync(HubCommand command, Actor actor, CancellationToken cancellationToken)
    {
        if (NamedBy(command) is not { } id) return null;
        var by = await hub.Door.KnownAsync(actor, cancellationToken).ConfigureAwait(false);
        var piece = await hub.FindKeptAsync(id, cancellationToken).ConfigureAwait(false);
        var isTheirs = piece is not null && (piece.By == by.Id || (command is StepItem step && piece.Items.Contains(step.Item)));
        return isTheirs ? null : NotYours(id);
    }

    /// <summary>The evidence that a report or a step names; null for none.</summary>
    internal static string? NamedBy(HubCommand command) => EvidenceInfo.IdOf(PhotoOf(command));

    private static string? PhotoOf(HubCommand command) => command switch
    {
        FileReport report => report.Photo,
        StepItem step => step.Step.Photo,
        _ => null,
    };

    private static async ValueTask<(Arrived? Arrived, Refusal? Refusal)> ReadAsync(Stream original, CancellationToken cancellationToken)
    {
        var head = new byte[EvidenceTypes.HeadBytes];
        var read = await original.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (EvidenceTypes.Of(head.AsSpan(0, read)) is not { } type) return (null, OtherType);
        if (type == EvidenceType.Mp4) return (new Arrived(type, head.AsMemory(0, read), original, null), null);
        var picture = await ReadAllAsync(head.AsMemory(0, read), original, cancellationToken).ConfigureAwait(false);
        if (picture is not { Length: <= EvidenceTypes.MaxPictureBytes }) return (null, TooLarge(type));
        var copy = type == EvidenceType.Jpeg ? JpegCopy.Read(picture, out var fault) : PngCopy.Read(picture, out fault);
        fault ??= copy!.Fault;
        return fault is null ? (new Arrived(type, picture, Stream.Null, copy), null) : (null, new Refusal("bad-evidence", fault, []));
    }

    /// <summary>Memory grows with what arrives; one byte more than is taken is enough to know that it is too much.</summary>
    private static async ValueTask<byte[]> ReadAllAsync(ReadOnlyMemory<byte> first, Stream rest, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        all.Write(first.Span);
        var block = new byte[SealedFile.ChunkBytes];
        while (all.Length <= EvidenceTypes.MaxPictureBytes)
        {
            var read = await rest.ReadAsync(block, cancellationToken).ConfigureAwait(false);
            if (read == 0) break;
            all.Write(block, 0, read);
        }
        return all.ToArray();
    }

    private async ValueTask<EvidenceAnswer> KeepAsync(Arrived arrived, Actor actor, CancellationToken cancellationToken)
    {
        var filed = await FileAsync(arrived, cancellationToken).ConfigureAwait(false);
        var isPerson = PrivacyDoor.IsPerson(actor);
        var reference = isPerson ? SubjectReference.Person(actor.Id)
            : SubjectReference.Matter($"evidence/{actor.Id}/{Convert.ToHexStringLower(filed.Secret.Sha256)}");
        using var subjects = await hub.Door.Subjects.TakeAsync([reference], cancellationToken).ConfigureAwait(false);
        var cipher = subjects[reference].Cipher();
        var id = cipher.DigestOf(filed.Secret.Sha256);
        if (await hub.FindKeptAsync(id, cancellationToken).ConfigureAwait(false) is { } known)
            return await AnswerAsync(known, filed, cancellationToken).ConfigureAwait(false);
        var keep = new KeepEvidence($"keep-{Guid.NewGuid():N}", id, cipher.Id, $"{arrived.Type}".ToLowerInvariant(), filed.Bytes,
            filed.Stored, filed.Shown, arrived.Copy?.Orientation ?? PictureCopy.UprightOrientation);
        var personal = new PersonalInput(subjects.New, [(cipher.Seal(id, filed.Secret.ToArray()), RecordKind.Evidence)]);
        var by = isPerson ? actor with { Id = cipher.Id.ToString() } : actor;
        var answer = await hub.Decide(new VeiledCommand(keep, by, personal, FoundSubjects.None)).ConfigureAwait(false);
        return await AnswerAsync(id, (answer as CommandAnswer)?.Refusal, answer is CommandAnswer, filed, cancellationToken)
            .ConfigureAwait(false);
    }

    private async ValueTask<EvidenceAnswer> AnswerAsync(
        string id, Refusal? refusal, bool isDecided, Filed filed, CancellationToken cancellationToken)
    {
        if (!isDecided) return EvidenceAnswer.Refused(Busy); // whether it was stored is not known: the sweep deletes what is left over
        if (refusal is null)
            return new EvidenceAnswer(null, await hub.FindKeptAsync(id, cancellationToken).ConfigureAwait(false));
        if (refusal.Code == EvidenceDesk.Known && await hub.FindKeptAsync(id, cancellationToken).ConfigureAwait(false) is { } known)
            return await AnswerAsync(known, filed, cancellationToken).ConfigureAwait(false);
        await DeleteAsync(filed, cancellationToken).ConfigureAwait(false);
        return EvidenceAnswer.Refused(refusal);
    }

    /// <summary>It was kept before: the files that were written now are not needed.</summary>
    private async ValueTask<EvidenceAnswer> AnswerAsync(EvidenceInfo known, Filed filed, CancellationToken cancellationToken)
    {
        await DeleteAsync(filed, cancellationToken).ConfigureAwait(false);
        return new EvidenceAnswer(null, known);
    }

    private async ValueTask<Filed> FileAsync(Arrived arrived, CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetBytes(EvidenceSecret.KeyBytes);
        var original = (Bytes: 0L, Sha256: Array.Empty<byte>());
        var stored = await hub.Archive.PutAsync(
            async output => original = await SealedFile.WriteAsync(arrived.First, arrived.Rest, output, key, EvidencePart.Original,
                EvidenceTypes.MaxBytesOf(arrived.Type), cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var shown = arrived.Copy is not { } copy ? null : await hub.Archive.PutAsync(
            async output => await SealedFile.WriteAsync(copy.Bytes, Stream.Null, output, key, EvidencePart.Shown,
                EvidenceTypes.MaxPictureBytes, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return new Filed(new EvidenceSecret(original.Sha256, key), original.Bytes, stored, shown);
    }

    private async ValueTask DeleteAsync(Filed filed, CancellationToken cancellationToken)
    {
        await hub.Archive.DeleteAsync(filed.Stored, cancellationToken).ConfigureAwait(false);
        if (filed.Shown is { } shown) await hub.Archive.DeleteAsync(shown, cancellationToken).ConfigureAwait(false);
    }

    private static Refusal TooLarge(EvidenceType type)
    {
        var limit = EvidenceTypes.MaxBytesOf(type) >> 20;
        return Refusal.Of("too-large",
            $"The file has more than {limit} MiB, the limit for {EvidenceTypes.MediaTypeOf(type)}: send a smaller one.",
            $"文件超过 {limit} MiB（{EvidenceTypes.MediaTypeOf(type)} 的上限），请缩小后重传。");
    }

    private static Refusal NotYours(string id) => Refusal.Of("no-such-evidence",
        $"You gave no evidence {id}: send it first, and name the reference that the answer gives.",
        $"您没有提供编号为 {id} 的证据：请先上传，再引用回执中的编号。");

    private static Refusal OtherType { get; } = Refusal.Of("other-type",
        "The file is no JPEG, PNG or MP4 by its first bytes: send one of these.", "按文件头判断，该文件不是 JPEG、PNG 或 MP4，请改用这些格式。",
        "image/jpeg", "image/png", "video/mp4");

    private static Refusal Busy { get; } = Refusal.Of(
        "busy", "The hub cannot keep evidence now: send the same file again.", "暂时无法保存证据，请重传同一文件。");
}
