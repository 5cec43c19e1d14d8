using System.Security.Cryptography;
using System.Text;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Credentials.Certificates;
using CityKit.Credentials.Sources;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Credentials.Hub.Requests;

/// <summary>
/// Asks the source for what clerks requested and gives the hub what it answers. Interrupted anywhere, it asks again with the same id.
/// </summary>
/// <param name="hub">The hub.</param>
/// <param name="source">The source.</param>
/// <param name="time">The clock.</param>
public sealed class CertificateFetcher(CityHub hub, ICertificateSource source, TimeProvider time)
{
    private const int AtOnce = 100;
    private static readonly Duration Shortest = Duration.FromMinutes(1);
    private static readonly Duration AfterFailure = Duration.FromMinutes(5);

    /// <summary>Asks once for each request that is due, at most 100.</summary>
    /// <returns>How many were asked for.</returns>
    /// <exception cref="IOException">The hub cannot store or read now.</exception>
    public async ValueTask<int> RunAsync(CancellationToken cancellationToken = default)
    {
        var due = CertificateRequest.Kind.Query().OrderBy(CertificateRequest.Due).Between(CertificateRequest.Due, null,
            Now + Duration.Epsilon);
        var page = await hub.Store.QueryAsync(due.Take(AtOnce), cancellationToken).ConfigureAwait(false);
        foreach (var request in page.Rows) await FetchAsync(request, cancellationToken).ConfigureAwait(false);
        return page.Rows.Count;
    }

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    private async ValueTask FetchAsync(CertificateRequest request, CancellationToken cancellationToken)
    {
        var opened = await hub.Privacy.OpenRecordAsync(IdOf(request,
            "open"), request.Whose, RequestDesk.Purpose, Actor.System, cancellationToken)
            .ConfigureAwait(false);
        if (opened.Records is not [{ Data.Text: { } kept }])
        {
            await NoteAsync(request, RequestState.Missing, "erased", null, cancellationToken).ConfigureAwait(false);
            return;
        }
        var (account, holder) = WhoseCertificate.ReadKept(kept);
        var query = new SourceQuery(request.Id, CertificateTypeCode.Parse(request.Type), holder, request.Item, request.Purpose,
            request.Office, request.Basis);
        await (await AskAsync(query, cancellationToken).ConfigureAwait(false) switch
        {
            { Certificate: { } found } when CheckAnswer(found, query) is { } wrong =>
                NoteAsync(request, RequestState.Refused, wrong, null, cancellationToken),
            { Certificate: { } found } => AcceptAsync(request, account, found, cancellationToken),
            { AgainAt: { } again } => NoteAsync(request, RequestState.Asked, null, Instant.Max(again, Now + Shortest), cancellationToken),
            { Refusal: { } refusal } => NoteAsync(request, RequestState.Refused, refusal.Code, null, cancellationToken),
            _ => NoteAsync(request, RequestState.Missing, null, null, cancellationToken),
        }).ConfigureAwait(false);
    }

    /// <summary>A source that cannot be reached is asked again.</summary>
    private async ValueTask<SourceAnswer> AskAsync(SourceQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return await source.AskAsync(query, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return SourceAnswer.Later(Now + AfterFailure);
        }
    }

    /// <summary>A record of somebody else, of another type, or one that is wrong, is not taken.</summary>
    private static string? CheckAnswer(ElectronicCertificate found, SourceQuery query) =>
        found.Identifier.Type != query.Type ? "other-type"
        : (found.Holder.Code, found.Holder.CodeKind) != (query.Holder.Code, query.Holder.CodeKind) ? "other-holder"
        : CertificateCheck.Of(found).Count > 0 ? "bad-certificate"
        : null;

    /// <summary>What the hub will not keep counts as refused: it would not keep it later either.</summary>
    private async ValueTask AcceptAsync(
        CertificateRequest request, string account, ElectronicCertificate found, CancellationToken cancellationToken)
    {
        var content = Encoding.UTF8.GetString(CertificateJson.Write(found));
        var accept = new AcceptCertificate(IdOf(request, "accept"), request.Id, account, content, source.Name);
        if ((await hub.ExecuteAsync(accept, Actor.System, cancellationToken).ConfigureAwait(false)).Refusal is { } refusal)
            await NoteAsync(request, RequestState.Refused, refusal.Code, null, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask NoteAsync(CertificateRequest request, RequestState state, string? code, Instant? again,
        CancellationToken cancellationToken) =>
        await hub.ExecuteAsync(new NoteOutcome(IdOf(request,
            $"{request.AgainAt}"), request.Id, state, code, again), Actor.System, cancellationToken)
            .ConfigureAwait(false);

    private static string IdOf(CertificateRequest request, string step) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Id}|{step}")).AsSpan(0, 16));
}
