using System.Text.Json;
using CityKit.Services.Hub;
using CityKit.Services.Items;
using CityKit.Services.Plans;
using CityKit.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CityKit.Samples.NoPaper;

/// <summary>From 19 materials to 4: planned, shown, confirmed, handed in, decided.</summary>
internal sealed class NewbornAct(Screen screen, Checks checks, Hall hall, Family family, FakeTimeProvider time)
{
    private readonly ServiceBundle bundle = Data.Services.FindBundle("new-born")!;
    private readonly ServicePlanner planner = new(Data.Services, [Hall.Source]);

    internal async Task PlayAsync()
    {
        await RegisterAsync();
        var plan = Plan();
        await hall.DoAsync(new StartApplication(hall.NewCommand(), bundle.Id), Hall.Parent);
        var application = (await hall.ApplicationAsync()).GetProperty("id").GetString()!;
        await ShowAllAsync(application);
        await SettleAsync(application, plan);
        await DecideAsync();
        await ReadReasonsAsync();
        await CheckAsync(plan);
    }

    private async Task RegisterAsync()
    {
        screen.Title("签发", "Issue");
        var card = family.SocialSecurityCard;
        await hall.RegisterAsync(card);
        screen.Say($"电子证照已登记：{card.TypeName}，标识 {card.Identifier.Value}",
            $"Electronic certificate in the registry: {card.Identifier.Value}");
        foreach (var held in family.Wallet)
            screen.Say($"手机中的可验证凭证：{held.Id}，{held.Claims.Count} 项信息，由 {held.Issuer} 签发",
                $"SD-JWT VC on a phone: {held.Id}, {held.Claims.Count} claims, issued by {held.Issuer}");
        checks.Expect("certificates in the registry", 1, (await hall.AskAsync("credentials/mine", Hall.Parent)).Count);
    }

    private ServicePlan Plan()
    {
        var plan = planner.Plan(bundle, family.Wallet, time.Now);
        var figures = plan.Figures;
        screen.Title("免证办方案", "The plan without paper");
        foreach (var line in plan.Materials)
            screen.Say($"· {line.Material.Name.Zh}：{PlanWords.Of(line).Zh}", $"{line.Material.Name.En}: {PlanWords.Of(line).En}");
        screen.Say($"六个事项要求 {figures.Asked} 份材料，合并后 {figures.Shared} 份，还需提交 {figures.HandedIn} 份。",
            $"Six items ask for {figures.Asked} materials, {figures.Shared} without repeats, {figures.HandedIn} to hand in.");
        checks.Expect("the plan", new PlanFigures(Asked: 19, Shared: 13, HandedIn: 4, FormsHandedIn: 0, SignaturesHandedIn: 0), figures);
        return plan;
    }

    private async Task ShowAllAsync(string application)
    {
        screen.Title("出示", "Present");
        ShowCredentials? last = null;
        foreach (var step in bundle.Steps) last = await ShowAsync(application, step.Item);
        var refusal = await hall.TryAsync(last! with { CommandId = hall.NewCommand() }, Hall.Parent);
        screen.Say("同一出示再次提交 →", "The same presentation again:");
        screen.Say("✗", refusal!.Message);
        checks.Expect("the same presentation again", "not-genuine", refusal.Code);
    }

    private async Task<ShowCredentials> ShowAsync(string application, ServiceItem item)
    {
        var plan = planner.Plan(item, family.Wallet, time.Now);
        Disclosure[] asked = [.. plan.Disclosures, .. plan.ApprovalDisclosures];
        var presented = family.Present(asked, () => hall.NewRequest(application, item.Id));
        var show = new ShowCredentials(hall.NewCommand(), application, item.Id, presented);
        await hall.DoAsync(show, Hall.Parent);
        var shown = asked.GroupBy(part => part.Name)
            .Select(parts => (Name: PlanWords.NameOf(parts.Key), Claims: ClaimsOf(parts))).ToArray();
        screen.Say($"✓ {item.Name.Zh}：{string.Join("；", shown.Select(part => $"{part.Name.Zh}（{part.Claims}）"))}",
            $"{item.Name.En}: {string.Join("; ", shown.Select(part => $"{part.Name.En} ({part.Claims})"))}");
        return show;
    }

    private static string ClaimsOf(IEnumerable<Disclosure> parts) =>
        string.Join(", ", parts.SelectMany(part => part.Claims).Select(claim => claim.Claim).Distinct());

    private async Task SettleAsync(string application, ServicePlan plan)
    {
        screen.Title("核验与提交", "Confirm and hand in");
        foreach (var source in Data.Services.Sources)
            foreach (var asked in await hall.AskAsync("services/confirmations", Hall.Clerk(source.Department)))
            {
                var yes = new ConfirmMaterial(hall.NewCommand(), asked.GetProperty("id").GetString()!, true);
                await hall.DoAsync(yes, Hall.Clerk(source.Department));
                screen.Say($"✓ {source.Department}已核验（{source.Name.Zh}）", $"{source.Department} confirmed from the {source.Name.En}");
            }
        foreach (var line in plan.Materials.Where(line => line.Way == MaterialWay.HandIn))
        {
            await hall.DoAsync(new HandInMaterial(hall.NewCommand(), application, line.Material.Id), Hall.Parent);
            screen.Say($"✓ 已提交：{line.Material.Name.Zh}", $"Handed in: {line.Material.Name.En}");
        }
    }

    /// <summary>Persons decide what waits for them; what may be approved at once follows in the same commit.</summary>
    private async Task DecideAsync()
    {
        screen.Title("办理", "Decide");
        while (await NextForPersonAsync() is var (item, step))
        {
            await hall.DoAsync(new DecideStep(hall.NewCommand(), step, true), Hall.Clerk(item.Office.Department));
            var progress = (await hall.ApplicationAsync()).GetProperty("progress");
            var done = progress.GetProperty("done").GetInt32();
            screen.Say($"✓ {item.Office.Department}办结“{item.Name.Zh}”；进度 {done}/{bundle.Steps.Length}",
                $"Approved by a person: {item.Name.En}; {done} of {bundle.Steps.Length} done");
        }
    }

    private async Task<(ServiceItem Item, string Step)?> NextForPersonAsync()
    {
        foreach (var step in bundle.Steps)
        {
            var waiting = await hall.AskAsync("services/steps", Hall.Clerk(step.Item.Office.Department));
            var ids = waiting.Select(row => row.GetProperty("id").GetString()!);
            if (ids.FirstOrDefault(id => id.EndsWith($"/{step.Item.Id}", StringComparison.Ordinal)) is { } found) return (step.Item, found);
        }
        return null;
    }

    private async Task ReadReasonsAsync()
    {
        screen.Title("申请人看到的结果与理由", "What the applicant reads");
        foreach (var step in (await hall.ApplicationAsync()).GetProperty("steps").EnumerateArray())
        {
            var item = Data.Services.FindItem(step.GetProperty("item").GetString()!)!;
            var isInstant = step.GetProperty("isInstant").GetBoolean();
            screen.Say($"· {item.Name.Zh}：{(isInstant ? "秒批" : "人工办结")}",
                $"{item.Name.En}: {(isInstant ? "approved at once" : "approved by a person")}");
            var record = await hall.ReadRecordAsync(step.GetProperty("record").GetString()!);
            Say(JsonDocument.Parse(record.Decision).RootElement);
            checks.Expect($"the same decision of {item.Id} again", true, record.IsSameAgain(Data.Services, [Hall.Source]));
            checks.Expect($"sex in the record of {item.Id}", false, record.Wallet.Any(held => held.Claims.ContainsKey("sex")));
        }
    }

    private void Say(JsonElement decision)
    {
        foreach (var condition in decision.GetProperty("conditions").EnumerateArray())
            Say(condition.GetProperty("outcome").ValueEquals("met") ? "  ✓" : "  ✗", condition.GetProperty("name"));
        foreach (var look in decision.GetProperty("lookAt").EnumerateArray())
            if (!look.GetProperty("kind").ValueEquals("material")) Say("  –", look.GetProperty("text"));
    }

    private void Say(string mark, JsonElement text) =>
        screen.Say($"{mark} {text.GetProperty("zh").GetString()}", $"  {text.GetProperty("en").GetString()}");

    private async Task CheckAsync(ServicePlan plan)
    {
        var application = await hall.ApplicationAsync();
        JsonElement[] steps = [.. application.GetProperty("steps").EnumerateArray()];
        JsonElement[] materials = [.. application.GetProperty("materials").EnumerateArray()];
        int InState(string state) => materials.Count(material => material.GetProperty("state").ValueEquals(state));
        checks.Expect("materials proved", plan.Materials.Count(line => line.Way == MaterialWay.Proved), InState("proved"));
        checks.Expect("materials that a department confirmed", 1, InState("confirmed"));
        checks.Expect("materials that a step issued", 2, InState("issued"));
        checks.Expect("materials handed in", 4, InState("handedIn"));
        checks.Expect("steps approved", 6, steps.Count(step => step.GetProperty("state").ValueEquals("approved")));
        checks.Expect("steps approved at once", 2, steps.Count(step => step.GetProperty("isInstant").GetBoolean()));
    }
}
