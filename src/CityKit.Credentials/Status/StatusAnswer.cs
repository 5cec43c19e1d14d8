using System.Globalization;
using CityKit.Core;
using NodaTime;

namespace CityKit.Credentials.Status;

/// <summary>A verdict about one entry, and what it rests on (状态核验结果). The default is unknown, for want of a list.</summary>
public readonly struct StatusAnswer
{
    private readonly StatusCause cause;
    private readonly StatusPolicy? policy;
    private readonly int value;
    private readonly CredentialProblem? whyNoList;

    internal StatusAnswer(StatusCause cause, StatusListToken list, StatusPolicy policy, int index, int value = 0)
    {
        (this.cause, List, this.policy, Index, this.value) = (cause, list, policy, index, value);
        Verdict = VerdictOf(cause, value);
    }

    /// <summary>There is no list.</summary>
    internal StatusAnswer(CredentialProblem? why) => whyNoList = why;

    /// <summary>The verdict.</summary>
    public StatusVerdict Verdict { get; }

    /// <summary>The list that was asked; null when there was none.</summary>
    public StatusListToken? List { get; }

    /// <summary>The index that was asked for.</summary>
    public int Index { get; }

    /// <summary>The status in the list; null when it was not read.</summary>
    public int? Value => cause == StatusCause.Listed ? value : null;

    /// <summary>The answer as a failed check; null when it is valid.</summary>
    /// <param name="part">The part of the token that names list and index.</param>
    public CredentialProblem? ToProblem(string part) => Verdict == StatusVerdict.Valid ? null : new CredentialProblem(Code, part, Message);

    /// <inheritdoc/>
    public override string ToString() => Verdict == StatusVerdict.Valid ? "Valid" : $"{Verdict}: {Message.En}";

    private string Code => Verdict switch
    {
        StatusVerdict.Revoked => "revoked",
        StatusVerdict.Suspended => "suspended",
        StatusVerdict.Stale => "stale",
        _ => "status",
    };

    private string Of => $"{Index.ToString(CultureInfo.InvariantCulture)} of {List?.Uri}";

    private LocalizedText Message => cause switch
    {
        StatusCause.NotYet => new($"状态列表 {List!.Uri} 的签发时间 {List.IssuedAt} 晚于本机时间；请检查本机时钟。",
            $"The status list {List.Uri} was issued at {List.IssuedAt}, later than now; check this machine's clock."),
        StatusCause.NoIndex => new($"状态列表 {List!.Uri} 没有第 {Index} 项，只有 0 至 {List.List.Count - 1}。",
            $"The status list {List.Uri} has no index {Index}, only 0 to {List.List.Count - 1}."),
        StatusCause.Expired => new($"状态列表 {List!.Uri} 已于 {List.ExpiresAt} 过期；请更新列表。",
            $"The status list {List.Uri} expired at {List.ExpiresAt}; get a newer one."),
        StatusCause.TooOld => new($"状态列表 {List!.Uri} 签发于 {List.IssuedAt}，最多可使用 {policy!.MaxAge.TotalHours:0.##} 小时；请更新列表。",
            $"The status list {List.Uri} was issued at {List.IssuedAt} and counts for at most {policy.MaxAge.TotalHours:0.##} h; get a newer one."),
        StatusCause.Listed => Listed,
        _ => whyNoList?.Message ?? new("没有可用的状态列表。", "There is no status list to be had."),
    };

    private LocalizedText Listed => Verdict switch
    {
        StatusVerdict.Revoked => new($"签发方已吊销该凭证（{List!.Uri} 第 {Index} 项）。", $"The issuer revoked it (index {Of})."),
        StatusVerdict.Suspended => new($"签发方已暂停该凭证（{List!.Uri} 第 {Index} 项）；请联系签发方。",
            $"The issuer suspended it (index {Of}); ask the issuer."),
        _ => new($"{List!.Uri} 第 {Index} 项的状态为 {value}，含义不明；只接受 0。", $"The status at index {Of} is {value}, whose meaning is not known; only 0 is accepted."),
    };

    private static StatusVerdict VerdictOf(StatusCause cause, int value) => (cause, value) switch
    {
        (StatusCause.Listed, 0) => StatusVerdict.Valid,
        (StatusCause.Listed, 1) => StatusVerdict.Revoked,
        (StatusCause.Listed, 2) => StatusVerdict.Suspended,
        (StatusCause.Expired or StatusCause.TooOld, _) => StatusVerdict.Stale,
        _ => StatusVerdict.Unknown,
    };
}
