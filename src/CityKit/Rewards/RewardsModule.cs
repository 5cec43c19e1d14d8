using System.Text;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Rewards;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Evidence;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Records;
using NodaTime;

namespace CityKit.Rewards;

/// <summary>
/// Rewards residents' snapshots (有奖随手拍) as a module of the hub: a report is judged when it comes, the reward follows its work item, a payer
/// says what was paid. See <c>docs/rewards.md</c>.
/// </summary>
public sealed class RewardsModule : ICityModule
{
    /// <summary>For what a payer opens where a reward is to be paid to.</summary>
    public const string PaymentPurpose = "reward-payment";

    private const int MaxAccount = 200;

    private static readonly Access Residents = Access.For(DataClass.Personal, Role.Resident);
    private static readonly Access Administrators = Access.For(DataClass.Public, Role.Administrator) with { IsCityWide = true };
    private static readonly Access Payers = Access.For(DataClass.Personal, RewardRoles.Payer);
    private static readonly Access Staff = Access.For(DataClass.Work, RewardRoles.Payer, Role.DutyLeader, Role.DutyOfficer, Role.Oversight);

    /// <summary>The profile whose items are rewarded; the rules name the same.</summary>
    public string Profile { get; init; } = "reward-snapshot";

    /// <inheritdoc/>
    public string Name => "rewards";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Needs => ["items", "privacy"];

    /// <inheritdoc/>
    public void Declare(ModuleDeclaration declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        var json = RewardsJson.Shared;
        var whose = PersonalName<PutPayee>.Person(c => c.Person, (c, subject) => c with { Person = subject });
        declaration
            .Documents(RewardDocuments.Rewards).Documents(RewardDocuments.Totals)
            .Documents(RewardDocuments.Rules).Documents(RewardDocuments.Payees)
            .OnChange(ItemDocuments.Kind, Follow)
            .OnChange(PrivacyDocuments.Erasures, Erase)
            .Timer(RewardDocuments.Rewards, RewardDocuments.Due, Expire)
            .Command("rewards/put-rules", json.PutRewardRules, Administrators, PutRules).Route<PutRewardRules>(_ => CommandRoute.Everywhere)
            .Command("rewards/paid", json.NotePayment, Payers, Pay)
            .Route<NotePayment>(c => CommandRoute.With(ItemDocuments.Kind, $"{c.Item}"))
            .Command("rewards/payee", json.PutPayee, Residents, PutPayee, PersonalText<PutPayee>.OfPerson(
                whose, MaxAccount, c => c.Account, (c, text) => c with { Account = text }, _ => null))
            .Route<PutPayee>(_ => CommandRoute.Everywhere)
            .Opens(MayOpen);
        DeclareQueries(declaration);
    }

    private static void DeclareQueries(ModuleDeclaration declaration)
    {
        declaration.Query("rewards/mine", RewardDocuments.Rewards, Residents, (_, actor) => RewardDocuments.Rewards.Query()
                .Where(RewardDocuments.Reporter, actor.Id).OrderBy(RewardDocuments.At, descending: true), Write)
            .Query("rewards/list", RewardDocuments.Rewards, Staff, List, Write,
                QueryParameter.Text("state", "such as reserved or paid; earned when it is not given", "状态，默认为待发放"),
                QueryParameter.Instant("from", "reported from then on", "上报起始时刻"),
                QueryParameter.Instant("until", "reported before then", "上报截止时刻"))
            .Query("rewards/pool", RewardDocuments.Totals, Staff with { IsCityWide = true },
                (arguments, _) => RewardDocuments.Totals.Query().StartingWith(RewardDocuments.Pool, arguments.Text("month") ?? ""),
                (writer, total) => JsonSerializer.Serialize(writer, total, RewardsJson.Shared.RewardTotal),
                QueryParameter.Text("month", "of this month, such as 2026-11", "月份"))
            .Query("rewards/payees", RewardDocuments.Payees, Payers,
                (arguments, _) => RewardDocuments.Payees.Query().Where(RewardDocuments.Person, arguments.Text("person") ?? ""),
                (writer, payee) => JsonSerializer.Serialize(writer, payee, RewardsJson.Shared.RewardPayee),
                QueryParameter.Text("person", "of this reporter: the record to open", "上报人主体编号"))
            .Query("rewards/rules", RewardDocuments.Rules, Access.For(DataClass.Public), (_, _) => RewardDocuments.Rules.Query(),
                (writer, rules) => JsonSerializer.Serialize(writer, rules with { By = "" }, RewardsJson.Shared.RewardRulesVersion));
    }

    private static DocumentQuery<Reward> List(QueryArguments arguments, Actor actor)
    {
        string[] states = [.. Enum.GetValues<RewardState>().Select(RewardDocuments.WordOf)];
        var state = arguments.Word("state", states) ?? RewardDocuments.WordOf(RewardState.Earned);
        return RewardDocuments.Rewards.Query().Where(RewardDocuments.State, state)
            .Between(RewardDocuments.At, arguments.Instant("from"), arguments.Instant("until")).OrderBy(RewardDocuments.At);
    }

    private static void Write(Utf8JsonWriter writer, Reward reward) => JsonSerializer.Serialize(writer, reward, RewardsJson.Shared.Reward);

    private void Follow(WorkItem item, IFacts facts, IChanges changes)
    {
        if (item.Profile != Profile) return;
        var book = new HubRewardBook(facts, changes);
        if (item.Reports is [_, .., { } joined] && joined.At == facts.Now) changes.Notify(joined.Reporter, item.Id.ToString(), Joined);
        if (book.Find(item.Id) is { } reward) Follow(reward, item, book, facts.Now);
        else if (item.OpenedAt == facts.Now && item.Reports is [var report, ..] && SubjectId.TryParse(report.Reporter, null, out _))
            Judge(item, report, book, facts);
    }

    private static void Judge(WorkItem item, WorkReport report, HubRewardBook book, IFacts facts)
    {
        var (photos, videos) = EvidenceOf(item, facts);
        if (book.Rules(RewardRulesVersion.Current) is { } rules)
            new RewardDesk(book, facts.Now).Report(new RewardReport(item.Id, report.Reporter, report.At)
            {
                Place = item.Place, Fields = item.Details, Photos = photos, Videos = videos,
            }, rules);
    }

    /// <summary>What the report brought; a reference to something that is no evidence of the hub's counts as a photo.</summary>
    private static (int Photos, int Videos) EvidenceOf(WorkItem item, IFacts facts)
    {
        var references = facts.Query(ItemHistory.Of(item.Id).Take(1)).SelectMany(row => row.Entry.Evidence).ToArray();
        var videos = facts.Query(EvidenceDocuments.Kind.Query().Where(EvidenceDocuments.Items, item.Id.ToString()))
            .Count(evidence => evidence.Type == EvidenceType.Mp4 && references.Contains(evidence.Reference));
        return (references.Length - videos, videos);
    }

    private static void Follow(Reward reward, WorkItem item, HubRewardBook book, Instant now)
    {
        book.Foresee(reward);
        if (book.Rules(RewardRulesVersion.IdOf(reward.Rules)) is not { } rules) return;
        var desk = new RewardDesk(book, now);
        desk.Follow(desk.Correct(reward, item.Details, item.Place, rules), StandingOf(item, rules));
    }

    private static RewardStanding StandingOf(WorkItem item, RewardRules rules) =>
        item.RepeatOf is not null || item.MergedInto is not null ? RewardStanding.Ended
        : item.IsOpen ? RewardStanding.Open
        : rules.Verified.Contains(item.State) ? RewardStanding.Verified : RewardStanding.Ended;

    private static void Expire(Reward reward, IFacts facts, IChanges changes)
    {
        var book = new HubRewardBook(facts, changes);
        book.Foresee(reward);
        if (reward.WaitsOn is { } total) _ = book.Total(total);
        new RewardDesk(book, facts.Now).Expire(reward);
    }

    /// <summary>Nobody can be paid who was erased; those who wait go first, so that none of them moves up.</summary>
    private static void Erase(Erasure erasure, IFacts facts, IChanges changes)
    {
        if (erasure.DueAt is not null || erasure.IsHousehold) return;
        var person = erasure.Subject.ToString();
        var book = new HubRewardBook(facts, changes);
        var open = facts.Query(RewardDocuments.Rewards.Query().Where(RewardDocuments.Reporter, person)
            .Where(RewardDocuments.State, [.. Unpaid.Select(RewardDocuments.WordOf)]).Take(DocumentQuery.MaxRows));
        foreach (var reward in open) book.Foresee(reward);
        foreach (var reward in open.OrderBy(reward => reward.State != RewardState.Waiting))
            if (book.Find(reward.Item) is { } now) new RewardDesk(book, facts.Now).Erase(now);
        if (facts.Find(RewardDocuments.Payees, person) is not null) changes.Remove(RewardDocuments.Payees, person);
    }

    private static RewardState[] Unpaid { get; } = [RewardState.Reserved, RewardState.Waiting, RewardState.Earned, RewardState.TakenBack];

    private Refusal? PutRules(PutRewardRules put, Actor actor, IFacts facts, IChanges changes)
    {
        if (RewardRulesReader.Read(Encoding.UTF8.GetBytes(put.Text), out var errors) is not { } rules)
            return Refusal.Of("bad-rules", $"The rules have errors: {string.Join("; ", errors)}", $"奖励规则有误：{string.Join("；", errors)}");
        if (rules.Profile != Profile)
            return Refusal.Of("bad-rules", $"The rules are for the profile '{rules.Profile}'; this hub rewards '{Profile}'.",
                $"规则所属业务类型为“{rules.Profile}”，本系统奖励的是“{Profile}”。", Profile);
        var id = RewardRulesVersion.IdOf(rules.Version);
        if (facts.Find(RewardDocuments.Rules, id) is { } known && known.Text != put.Text)
            return Refusal.Of("version-used",
                $"Version '{rules.Version}' is there with another text: give the change a version of its own.",
                $"版本“{rules.Version}”已存在且内容不同，请使用新的版本号。");
        var version = new RewardRulesVersion(id, rules.Version, put.Text, actor.Id, facts.Now);
        changes.Put(RewardDocuments.Rules, version);
        changes.Put(RewardDocuments.Rules, version with { Id = RewardRulesVersion.Current });
        return null;
    }

    private static Refusal? Pay(NotePayment payment, Actor actor, IFacts facts, IChanges changes)
    {
        var book = new HubRewardBook(facts, changes);
        return book.Find(payment.Item) is not { } reward || !Reaches(actor, reward) ? NoSuch(payment.Item)
            : new RewardDesk(book, facts.Now).Pay(reward, payment.Fen, payment.Reference, actor.Id);
    }

    /// <summary>Whether a payer's role counts where the reward was earned.</summary>
    private static bool Reaches(Actor actor, Reward reward) =>
        new Cases.Reach(actor.Grants).Over([.. Scope.AreasOf(reward.Grid)]).Contains(RewardRoles.Payer);

    private static Refusal? PutPayee(PutPayee put, Actor actor, IFacts facts, IChanges changes)
    {
        if (put.Person != actor.Id)
            return Refusal.Of("wrong-role", "Only you yourself can say where your rewards are paid to.", "仅本人可登记收款账户。");
        changes.Put(RewardDocuments.Payees, new RewardPayee(actor.Id, PersonalText.RecordOf(put.Account)!));
        return null;
    }

    /// <summary>A payer, of a person to whom something is to be paid in his part of the city.</summary>
    private static bool MayOpen(string record, string purpose, Actor actor, IFacts facts) =>
        purpose == PaymentPurpose && actor.IsAny(RewardRoles.Payer)
        && facts.Query(RewardDocuments.Payees.Query().Where(RewardDocuments.Record, record).Take(1)) is [var payee]
        && facts.Query(RewardDocuments.Rewards.Query().Where(RewardDocuments.Reporter, payee.Person)
            .Where(RewardDocuments.State, RewardDocuments.WordOf(RewardState.Earned))).Any(reward => Reaches(actor, reward));

    private static LocalizedText Joined { get; } = new(
        "该问题已有人上报并在办理，您的上报已并入；只奖励首次上报。", "Somebody reported this before: your report joined theirs, and the first is rewarded.");

    private static Refusal NoSuch(WorkItemId item) =>
        Refusal.Of("not-found", $"There is no reward of the item {item} for you to pay.", $"没有工作项 {item} 的可发放奖励。");
}
