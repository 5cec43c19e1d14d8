using CityKit.Core;
using NodaTime;

namespace CityKit.Credentials.Certificates;

/// <summary>The life of a certificate's version as a table (证照状态转换表): state and act give the next state, or a refusal.</summary>
public static class CertificateLifecycle
{
    private static readonly (CertificateState? From, CertificateAct Act, CertificateState To)[] Table =
    [
        (null, CertificateAct.Issue, CertificateState.Valid),
        (CertificateState.Valid, CertificateAct.Renew, CertificateState.Superseded),
        (CertificateState.Valid, CertificateAct.Change, CertificateState.Superseded),
        (CertificateState.Valid, CertificateAct.Suspend, CertificateState.Suspended),
        (CertificateState.Valid, CertificateAct.Cancel, CertificateState.Cancelled),
        (CertificateState.Suspended, CertificateAct.Resume, CertificateState.Valid),
        (CertificateState.Suspended, CertificateAct.Cancel, CertificateState.Cancelled),
        (CertificateState.Expired, CertificateAct.Renew, CertificateState.Superseded),
        (CertificateState.Expired, CertificateAct.Cancel, CertificateState.Cancelled),
    ];

    /// <summary>The state on a day: what is stored, but expired when the last valid day of a valid or suspended version is over.</summary>
    public static CertificateState On(LocalDate day, CertificateState stored, LocalDate? validUntil) =>
        stored is CertificateState.Valid or CertificateState.Suspended && validUntil < day ? CertificateState.Expired : stored;

    /// <summary>What may be done with a version now; with none, it may be issued.</summary>
    public static IReadOnlyList<CertificateAct> Allowed(CertificateState? state) =>
        [.. Table.Where(row => row.From == state).Select(row => row.Act)];

    /// <summary>What a version becomes by an act: of a renewal or change the version before the new one.</summary>
    /// <returns>The next state, or why not, with what would be allowed.</returns>
    public static (CertificateState Next, Refusal? Refusal) Apply(CertificateState? state, CertificateAct act)
    {
        foreach (var row in Table)
            if (row.From == state && row.Act == act) return (row.To, null);
        return (state ?? default, Refused(state, act));
    }

    private static Refusal Refused(CertificateState? state, CertificateAct act)
    {
        var allowed = Allowed(state);
        var (zh, en) = (StateName(state), ActName(act));
        var then = allowed.Count == 0 ? new LocalizedText("此后不可再办理。", "Nothing more can be done with it.")
            : new LocalizedText($"可办理：{string.Join("、", allowed.Select(a => ActName(a).Zh))}。",
                $"Allowed: {string.Join(", ", allowed.Select(a => ActName(a).En))}.");
        return Refusal.Of("wrong-state", $"A certificate that {zh.En} cannot be {en.En}. {then.En}", $"证照{zh.Zh}，不能{en.Zh}。{then.Zh}",
            [.. allowed.Select(a => $"{a}".ToLowerInvariant())]);
    }

    private static LocalizedText StateName(CertificateState? state) => state switch
    {
        null => new("尚未颁发", "was not issued"),
        CertificateState.Valid => new("有效", "is valid"),
        CertificateState.Suspended => new("已暂停", "is suspended"),
        CertificateState.Superseded => new("已被新版本取代", "has a newer version"),
        CertificateState.Cancelled => new("已注销", "is cancelled"),
        _ => new("已过期", "is expired"),
    };

    private static LocalizedText ActName(CertificateAct act) => act switch
    {
        CertificateAct.Issue => new("颁发", "issued"),
        CertificateAct.Renew => new("延续", "renewed"),
        CertificateAct.Change => new("变更", "changed"),
        CertificateAct.Suspend => new("暂停", "suspended"),
        CertificateAct.Resume => new("恢复", "resumed"),
        _ => new("注销", "cancelled"),
    };
}
