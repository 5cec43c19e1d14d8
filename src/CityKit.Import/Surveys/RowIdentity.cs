using System.Buffers.Text;
using System.Text;
using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Core;

namespace CityKit.Import.Surveys;

/// <summary>Which component a row is about (标识): its identifier, or the class that one is still to be given by.</summary>
internal sealed class RowIdentity(SurveyOptions options)
{
    // Null when the code is no class, or the catalogue does not have it.
    private readonly Utf8Pool<ClassKey?> classes = new(text => ClassOf(text, options));
    private ClassKey lastKey; // a file is of one standard

    /// <summary>The identifier, <c>default</c> while it is still to be given, and the class; nothing when the reject says why.</summary>
    internal (ComponentId Id, ClassKey Class) Of(SurveyRow row, out SurveyReject? reject)
    {
        var field = row.Has(SurveyField.Class) && !row.Has(SurveyField.Id) ? SurveyField.Class : SurveyField.Id;
        var id = field == SurveyField.Id ? IdOf(row, out reject) : None(out reject);
        if (reject is not null) return default;
        var code = row[field];
        var key = classes.Of(field == SurveyField.Class ? code : id.Scheme == default ? code[6..^6] : code[..^8]);
        reject = key is { } found ? CheckStandard(row, field, found) : NoClass(row, field);
        return reject is null ? (id, key!.Value) : default;
    }

    private static ComponentId None(out SurveyReject? reject)
    {
        reject = null;
        return default;
    }

    private ComponentId IdOf(SurveyRow row, out SurveyReject? reject)
    {
        Span<char> text = stackalloc char[32];
        var utf8 = row[SurveyField.Id];
        text = text[..Encoding.UTF8.GetChars(utf8[..Math.Min(utf8.Length, text.Length)], text)];
        reject = utf8.IsEmpty ? Reject(row, SurveyField.Id, "a component has an identifier, or a class to get one", "部件须有标识码，或有部件代码以编制标识码")
            : ComponentId.Check(text) is { } problem ? Reject(row, SurveyField.Id, problem.Message.En, problem.Message.Zh) : null;
        if (reject is not null) return default;
        var id = Utf8Parser.TryParse(utf8, out long digits, out _) ? ComponentId.FromInt64(digits) : ComponentId.Parse(new string(text));
        if (options.Scheme != default && id.Scheme != options.Scheme)
            reject = Reject(row, SurveyField.Id, $"the survey's identifiers are of {options.Scheme}", $"本次普查的标识码属于体系 {options.Scheme}");
        return id;
    }

    private SurveyReject NoClass(SurveyRow row, SurveyField field)
    {
        if (options.Catalogue is { } known)
            return Reject(row, field, $"a component class of: {known.Label.En}", $"须为分类目录（{known.Label.Zh}）中的部件分类");
        return options.Scheme == default ? Reject(row, field, "a class code of 5 or 4 digits", "分类代码须为 5 或 4 位数字")
            : Reject(row, field, $"a class code of {options.Scheme}: 5 digits", $"体系 {options.Scheme} 的分类代码须为 5 位数字");
    }

    /// <summary>A code whose leading zero a spreadsheet took away must not become a class of the older standard.</summary>
    private SurveyReject? CheckStandard(SurveyRow row, SurveyField field, ClassKey key)
    {
        if (key == lastKey) return null;
        if (WithoutItsZero(key) is { } meant)
            return Reject(row, field,
                $"{key.Code} is no class of {key.Standard}; {meant.Key.Code} is {meant.Name.En}: the leading zero is missing",
                $"{key.Code} 不是 {key.Standard} 的分类；{meant.Key.Code} 为{meant.Name.Zh}，首位 0 丢失");
        if (lastKey != default && lastKey.Standard != key.Standard)
            return Reject(row, field,
                $"the rows before are of {lastKey.Standard}, this one is of {key.Standard}: a file is of one standard",
                $"此前各行按 {lastKey.Standard}，本行按 {key.Standard}；同一文件须按同一标准");
        lastKey = key;
        return null;
    }

    /// <summary>The class of the newer standard that a code means which the older one does not have; null for every other.</summary>
    private static CatalogueClass? WithoutItsZero(ClassKey key)
    {
        var isUnknown = key.Standard == CatalogueStandard.GbT30428 && ClassCatalogue.GbT30428.FindComponent(key.Code) is null;
        return isUnknown ? ClassCatalogue.GbT47678.FindComponent("0" + key.Code) : null;
    }

    private static SurveyReject Reject(SurveyRow row, SurveyField field, string en, string zh)
    {
        var reason = CellText.IsRounded(row[field]) ? CellText.Rounded : new LocalizedText(zh, en);
        return SurveyReject.Of(row.Number, SurveyColumns.CodeOf(field), row.Text(field), reason.En, reason.Zh);
    }

    /// <summary>A code alone is of the survey's scheme, or of the national standard that its length shows.</summary>
    private static ClassKey? ClassOf(string code, SurveyOptions options)
    {
        var isOwn = options.Scheme != default && !code.Contains('-', StringComparison.Ordinal);
        var text = isOwn ? $"{options.Scheme}-{code}" : code;
        if (!ClassKey.TryParseShort(text, out var key) || options.Scheme != default && key.Standard.Scheme != options.Scheme) return null;
        return options.Catalogue is { } catalogue && catalogue.Find(key) is null ? null : key;
    }
}
