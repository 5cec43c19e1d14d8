using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Codes;
using CityKit.Core.Text;
using CityKit.Services.Claims;
using CityKit.Services.Conditions;

namespace CityKit.Services.Items;

/// <summary>Reads a file of service items (事项文件, schema 1), with every error and its place.</summary>
internal sealed class ServiceFile(ConfigReader reader)
{
    private const int MaxRows = 2000;
    private const int MaxProofs = 8;
    private const int MaxText = 1000;

    private static readonly (string Word, MaterialKind Value)[] Kinds =
        [("document", MaterialKind.Document), ("form", MaterialKind.Form), ("signature", MaterialKind.Signature)];

    private static readonly (string Word, ClaimClass Value)[] Classes =
        [.. Enum.GetValues<ClaimClass>().Select(level => (level.ToString().ToLowerInvariant(), level))];

    private ConditionReader conditions = new(new Dictionary<string, string[]>(), []);

    /// <summary>The catalogue; null when there are errors.</summary>
    internal ServiceCatalogue? Read(out IReadOnlyList<ConfigError> errors)
    {
        reader.Integer("schema", 1, 1);
        _ = reader.TextOrNull("basis", 2000);
        var types = Rows("credentials", ReadType, type => type.Id);
        var parties = Rows("parties", ReadParty, party => party.Id);
        conditions = new ConditionReader(
            types.DistinctBy(type => type.Id).ToDictionary(type => type.Id, type => type.Claims.Select(claim => claim.Name).ToArray()),
            [.. parties.Select(party => party.Id)]);
        var sources = Rows("sources", ReadSource, source => source.Id);
        var known = sources.Select(source => source.Id).ToHashSet();
        var materials = Rows("materials", item => ReadMaterial(item, known), material => material.Id)
            .DistinctBy(material => material.Id).ToDictionary(material => material.Id);
        var items = Rows("items", item => ReadItem(item, materials), item => item.Id);
        var byId = items.DistinctBy(item => item.Id).ToDictionary(item => item.Id);
        var bundles = Rows("bundles", item => ReadBundle(item, byId), bundle => bundle.Id);
        if (bundles.FirstOrDefault(bundle => byId.ContainsKey(bundle.Id)) is { } both)
            reader.Reject("bundles", new("任何事项未用过的 id：两者都按 id 申办", "ids that no item has: people apply for either by its id"),
                found: new($"'{both.Id}'，它也是事项", $"'{both.Id}', which is an item too"));
        CheckTypes(types);
        reader.Close();
        errors = reader.Errors;
        return errors.Count == 0 ? new ServiceCatalogue(types, parties, sources, items, bundles) : null;
    }

    private T[] Rows<T>(string name, Func<ConfigReader, T> read, Func<T, string> idOf)
    {
        var rows = reader.Objects(name, MaxRows, required: name == "items").Select(item => (Item: item, Row: Closed(item, read))).ToArray();
        foreach (var group in rows.GroupBy(row => idOf(row.Row)).Where(group => group.Key.Length > 0))
            foreach (var (item, _) in group.Skip(1))
                item.Reject("id", new($"{name} 中每个 id 只出现一次", $"each id of {name} once"), found: ConfigError.Twice(group.Key));
        return [.. rows.Select(row => row.Row)];
    }

    private static T Closed<T>(ConfigReader item, Func<ConfigReader, T> read)
    {
        var row = read(item);
        item.Close();
        return row;
    }

    private static string ReadId(ConfigReader item, string name = "id")
    {
        var id = item.Text(name, NameRule.MaxLength);
        if (id.Length > 0 && !NameRule.IsName(id)) item.Reject(name, NameRule.Allowed);
        return id;
    }

    private CredentialType ReadType(ConfigReader item) => new(ReadId(item), item.Bilingual("name", MaxText))
    {
        Types = [.. item.Texts("types", 16, required: false)],
        Issuers = [.. item.Texts("issuers", 256)],
        IsElectronic = !item.Has("electronic") || item.Flag("electronic"),
        Claims = ReadClaims(item),
    };

    private static ImmutableArray<CredentialClaim> ReadClaims(ConfigReader item)
    {
        ImmutableArray<CredentialClaim> claims = [.. item.Objects("claims", 256,
            required: false).Select(claim => Closed(claim, ReadClaim))];
        item.RejectTwice("claims", new("每个声明只出现一次", "each claim once"), claims.Select(claim => claim.Name));
        return claims;
    }

    private static CredentialClaim ReadClaim(ConfigReader item)
    {
        var name = item.Text("name", NameRule.MaxLength);
        if (name.Length > 0 && !NameRule.IsClaim(name))
            item.Reject("name", new("1 至 64 个字母、数字、.、_、-", "1 to 64 letters, digits, '.', '_', '-'"));
        return new CredentialClaim(name, item.WordOr("class", ClaimClass.Personal, Classes));
    }

    private Party ReadParty(ConfigReader item)
    {
        var id = ReadId(item);
        if (id == CredentialName.Applicant)
            item.Reject("id",
                new($"{CredentialName.Applicant} 以外的当事人，它始终存在", $"another party than {CredentialName.Applicant}, which is always there"));
        return new Party(id, item.Bilingual("name", MaxText), item.WordOr("class", ClaimClass.Personal, Classes));
    }

    private InformationSource ReadSource(ConfigReader item) =>
        new(ReadId(item), item.Bilingual("name", MaxText), item.Text("department", 128));

    private ServiceMaterial ReadMaterial(ConfigReader item, HashSet<string> sources) =>
        new(ReadId(item), item.Bilingual("name", MaxText), item.WordOr("kind", MaterialKind.Document, Kinds))
        {
            Proofs = [.. item.Objects("provedBy", MaxProofs, required: false).Select(proof => Closed(proof, ReadProof))],
            Sources =
                [.. KnownTexts(item, "confirmedBy", sources, new("文件 sources 中的来源", "a source of the file's 'sources'"), required: false)],
        };

    private MaterialProof ReadProof(ConfigReader item)
    {
        var credential = ReadCredential(item, "credential");
        var claims = item.Texts("claims", 64, NameRule.MaxLength);
        if (claims.Count == 0) item.Reject("claims", new("至少一个声明", "at least one claim"));
        if (conditions.ClaimsOf(credential.Type ?? "") is { } known)
            foreach (var claim in claims) ConditionReader.CheckClaim(item, "claims", claim, known);
        return new MaterialProof(credential, [.. claims.Distinct()])
        {
            NeedsSignature = item.Flag("signed"),
            Leniencies = [.. item.Texts("leniencies", 16, NameRule.MaxLength, required: false)],
        };
    }

    private CredentialName ReadCredential(ConfigReader item, string name)
    {
        var credential = item.Parsed<CredentialName>(name,
            new("凭证，如 id-card 或 mother:id-card", "a credential such as id-card or mother:id-card"));
        if (credential != default) conditions.Check(item, name, credential);
        return credential;
    }

    private ServiceItem ReadItem(ConfigReader item, Dictionary<string, ServiceMaterial> materials) => new(
        ReadId(item), item.Text("version", 64), item.Bilingual("name", MaxText), ReadOffice(item.Object("office")),
        item.Parsed<WorkLimit>("limit", new("时限，如 5工作日", "a limit such as '5 work days' or '5工作日'")))
    {
        Class = item.WordOr("class", ClaimClass.Personal, Classes),
        Materials = [.. ReadMaterials(item, materials)],
        Issues = [.. ReadIssues(item)],
        Approval = [.. ReadApproval(item)],
        At = item.Place,
    };

    private static ServiceOffice ReadOffice(ConfigReader item) => Closed(item, office =>
        new ServiceOffice(office.Text("department", 128),
            office.Parsed<AreaCode>("area", new("行政区划代码，如 370202", "an area's code such as 370202"))));

    private IEnumerable<ItemMaterial> ReadMaterials(ConfigReader item, Dictionary<string, ServiceMaterial> materials)
    {
        var seen = new HashSet<string>();
        foreach (var row in item.Objects("materials", MaxRows))
        {
            var id = Known(row, "material", materials.Keys, new("文件 materials 中的材料", "a material of the file's 'materials'"));
            if (!seen.Add(id) && id.Length > 0)
                row.Reject("material", new("同一事项的每份材料只出现一次", "each material of an item once"), found: ConfigError.Twice(id));
            var when = row.ObjectOrNull("when") is { } condition ? conditions.Read(condition) : null;
            row.Close();
            if (materials.TryGetValue(id, out var material)) yield return new ItemMaterial(material, when);
        }
    }

    private IEnumerable<CredentialName> ReadIssues(ConfigReader item)
    {
        var allowed = new LocalizedText("凭证，如 child:household-register", "a credential such as child:household-register");
        foreach (var issued in item.AllParsed<CredentialName>("issues", allowed, 16, required: false))
        {
            conditions.Check(item, "issues", issued);
            yield return issued;
        }
    }

    private IEnumerable<ApprovalCondition> ReadApproval(ConfigReader item)
    {
        var seen = new HashSet<string>();
        foreach (var row in item.Objects("approval", 64, required: false))
        {
            var condition = Closed(row, r =>
                new ApprovalCondition(ReadId(r), r.Bilingual("name", MaxText), conditions.Read(r.Object("if"))));
            if (!seen.Add(condition.Id))
                row.Reject("id", new("每个审批 id 只出现一次", "each id of an approval once"), found: ConfigError.Twice(condition.Id));
            yield return condition;
        }
    }

    private static ServiceBundle ReadBundle(ConfigReader item, Dictionary<string, ServiceItem> items)
    {
        var (id, version, name) = (ReadId(item), item.Text("version", 64), item.Bilingual("name", MaxText));
        return new ServiceBundle(id, version, name, ReadSteps(item, items));
    }

    private static ImmutableArray<BundleStep> ReadSteps(ConfigReader item, Dictionary<string, ServiceItem> items)
    {
        var rows = item.Objects("steps", MaxRows);
        if (rows.Count == 0) item.Reject("steps", new("至少一个步骤", "at least one step"));
        var ids = rows.Select(row => Known(row, "item", items.Keys, new("文件 items 中的事项", "an item of the file's 'items'"))).ToArray();
        for (var i = 0; i < ids.Length; i++)
            if (ids[i].Length > 0 && Array.IndexOf(ids, ids[i]) < i)
                rows[i].Reject("item", new("一件事中每个事项只出现一次", "each item of a bundle once"), found: ConfigError.Twice(ids[i]));
        var after = rows.Select(row => KnownTexts(row, "after", [.. ids], new("本一件事中的事项", "an item of the bundle"), required: false))
            .ToArray();
        foreach (var row in rows) row.Close();
        return item.Errors.Count > 0 ? []
            : Sorted(rows, [.. ids.Zip(after, (id, before) => new BundleStep(items[id], [.. before.Distinct()]))]);
    }

    private static ImmutableArray<BundleStep> Sorted(IReadOnlyList<ConfigReader> rows, BundleStep[] steps)
    {
        var sorted = StepOrder.Sort(steps, out var circle);
        if (circle.Count > 0) rows[Array.FindIndex(steps, step => step.Item.Id == circle[0])].Reject(
            "after", new("不循环等待的步骤", "steps that do not wait for each other in a circle"),
            found: new(string.Join(" ← ", circle), string.Join(" after ", circle)));
        return sorted;
    }

    /// <summary>A name for a type is one type's.</summary>
    private void CheckTypes(CredentialType[] types)
    {
        var twice = types.SelectMany(type => type.Types.Append(type.Id).Distinct().Select(name => (name, type.Id)))
            .GroupBy(pair => pair.name).FirstOrDefault(group => group.Select(pair => pair.Id).Distinct().Count() > 1);
        if (twice is not null) reader.Reject("credentials", new("types 中每个名称只对应一种凭证", "each name in 'types' for one credential"),
            found: new($"'{twice.Key}' 对应 {string.Join("、", twice.Select(pair => pair.Id))}",
                $"'{twice.Key}' for {string.Join(" and ", twice.Select(pair => pair.Id))}"));
    }

    private static string Known(ConfigReader item, string name, IReadOnlyCollection<string> known, LocalizedText allowed)
    {
        var id = item.Text(name, NameRule.MaxLength);
        if (id.Length == 0 || known.Contains(id)) return id;
        item.Reject(name, allowed, NearMiss.Of(id, known));
        return "";
    }

    private static IReadOnlyList<string> KnownTexts(
        ConfigReader item, string name, HashSet<string> known, LocalizedText allowed, bool required)
    {
        var ids = item.Texts(name, MaxRows, NameRule.MaxLength, required);
        foreach (var id in ids)
            if (!known.Contains(id)) item.Reject(name, allowed, NearMiss.Of(id, known), LocalizedText.Values($"'{id}'"));
        return ids;
    }
}
