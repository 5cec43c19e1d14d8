using CityKit.Cases;
using CityKit.Core;
using CityKit.Credentials.Certificates;
using CityKit.Credentials.Hub.Counter;
using CityKit.Credentials.Hub.Registry;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Credentials.Hub.Requests;

/// <summary>Decides over requests to a source and what it answered.</summary>
internal static class RequestDesk
{
    /// <summary>For what the hub opens whose certificate is asked for.</summary>
    internal const string Purpose = "source";

    private static readonly Duration Limit = Duration.FromDays(7);

    internal static Refusal? Ask(RequestCertificate ask, Actor actor, IFacts facts, IChanges changes)
    {
        if ((AnnotatedCopy.CheckTerms(ask.Item, ask.Purpose, ask.Office) ?? ask.Basis.Check()
            ?? CheckType(ask.Type)) is { } bad) return bad;
        if (ask.Hours is < 1 or > CounterDesk.MostHours)
            return Refusal.Of("bad-request", $"A copy may be used for 1 to {CounterDesk.MostHours} hours, not {ask.Hours}.",
                $"加注件有效 1 至 {CounterDesk.MostHours} 小时，而非 {ask.Hours} 小时。");
        if (!actor.Counts(CertificateRoles.Clerk, ask.Office))
            return Refusal.Of("wrong-role", $"{actor.Id} does not work at the counter of {ask.Office}.",
                $"{actor.Id} 不是{ask.Office}的窗口人员。", CertificateRoles.Clerk.Name);
        changes.Put(CertificateRequest.Kind, new CertificateRequest($"{actor.Id}/{ask.CommandId}", ask.Holder,
            PersonalText.RecordOf(ask.Whose)!, ask.Type, ask.Item, ask.Purpose, ask.Office, actor.Id, ask.Basis, ask.Hours, facts.Now)
        {
            State = RequestState.Asked, AgainAt = facts.Now,
        });
        return null;
    }

    internal static Refusal? Accept(AcceptCertificate accept, Actor actor, IFacts facts, IChanges changes)
    {
        if (Find(accept.Request, facts) is not { } request || request.Holder != accept.Holder) return NotAsked(accept.Request);
        changes.Put(CertificateRequest.Kind, request with { State = RequestState.Found, AgainAt = null });
        changes.Put(CertificateCopy.Kind, new CertificateCopy(request.Id, null, request.Holder, request.Type,
            PersonalText.RecordOf(accept.Content)!, request.Item, request.Purpose, request.Office, request.By, facts.Now,
            facts.Now + Duration.FromHours(request.Hours))
        {
            Source = accept.Source, Basis = $"{request.Basis.Kind}: {request.Basis.Reference}",
        });
        Tell(request, new LocalizedText("证照已获取", "The certificate is there"), changes);
        return null;
    }

    internal static Refusal? Note(NoteOutcome note, Actor actor, IFacts facts, IChanges changes)
    {
        if (Find(note.Request, facts) is not { } request) return NotAsked(note.Request);
        var isLate = note.State == RequestState.Asked && facts.Now >= request.At + Limit;
        var state = isLate ? RequestState.TimedOut : note.State;
        changes.Put(CertificateRequest.Kind, request with { State = state, Code = note.Code, AgainAt = state == RequestState.Asked
            ? note.AgainAt : null });
        if (state != RequestState.Asked) Tell(request, WordOf(state), changes);
        return null;
    }

    /// <summary>The hub itself opens whose certificate is asked for, while it asks.</summary>
    internal static bool MayOpen(string record, string purpose, Actor actor, IFacts facts) =>
        purpose == Purpose && actor.IsAny(Role.System)
        && facts.Query(CertificateRequest.Kind.Query().Where(CertificateRequest.OfRecord,
            record).Take(1)) is [{ State: RequestState.Asked }];

    private static CertificateRequest? Find(string id, IFacts facts) =>
        facts.Find(CertificateRequest.Kind, id) is { State: RequestState.Asked } request ? request : null;

    private static void Tell(CertificateRequest request, LocalizedText text, IChanges changes)
    {
        changes.Notify(request.By, request.Id, text);
        changes.Notify(request.Holder, request.Id, new LocalizedText($"{request.Office}为事项“{request.Item}”查询您的证照：{text.Zh}",
            $"{request.Office} asked for a certificate of yours, for {request.Item}: {text.En}"));
    }

    private static LocalizedText WordOf(RequestState state) => state switch
    {
        RequestState.Missing => new("来源无此证照", "the source has none"),
        RequestState.Refused => new("来源拒绝提供", "the source will not give it"),
        _ => new("来源超过七天未答复", "the source did not answer within seven days"),
    };

    private static Refusal? CheckType(string type) => CertificateTypeCode.Check(type) is { } wrong
        ? Refusal.Of("bad-request", $"type: {wrong.Message.En}", $"type：{wrong.Message.Zh}") : null;

    private static Refusal NotAsked(string id) => Refusal.Of("not-found", $"No request {id} waits for an answer.", $"没有待回复的请求 {id}。");
}
