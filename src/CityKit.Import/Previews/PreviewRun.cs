using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Import.Surveys;

namespace CityKit.Import.Previews;

/// <summary>One reading of a file by one mapping.</summary>
internal sealed class PreviewRun(Func<SurveyFile> open, SurveyOptions options, SurveyMapping mapping)
{
    private const int RowsAtOnce = 20_000;

    private readonly SortedList<long, PreviewRow> rows = [];
    private readonly List<SurveyReject> rejects = [];
    private long count;
    private long accepted;
    private GeoBox? box;

    internal SurveyPreview Read()
    {
        using var file = open();
        var read = mapping.ApplyTo(options with { Format = file.Format }) with { TakesAnyPlace = true, RowsOfCommit = RowsAtOnce };
        using var batches = new SurveyBatches(file.Content, read) { Seen = See };
        var refusal = batches.Begin();
        if (refusal is null) ReadAll(batches);
        return new SurveyPreview
        {
            Mapping = mapping, Format = file.Format, Encoding = (file.Content as TextInput)?.Encoding.WebName, Notes = [.. batches.Notes],
            Columns = [.. batches.Names], Rows = [.. rows.Values], Count = count,
                Accepted = accepted,
            Rejects = [.. rejects], Box = box, System = batches.System, Verdict = batches.Verdict, Refusal = refusal ?? batches.Broken,
        };
    }

    private void ReadAll(SurveyBatches batches)
    {
        for (SurveyBatch? batch = null; batch is not { IsLast: true };)
        {
            batch = batches.Next();
            (count, accepted) = (count + batch.Count, accepted + batch.Rows.Count);
            foreach (var reject in batch.Rejects) Keep(reject);
            if (batch.Rows.Count > 0) Widen(GeoBox.Around(batch.Rows.Select(row => row.Component.Location).ToArray()));
        }
    }

    private void Keep(SurveyReject reject)
    {
        if (rejects.Count == SurveyPreview.MaxRejects) return;
        if (rejects.Count(kept => kept.Field == reject.Field && kept.Value == reject.Value) < SurveyPreview.MaxAlike) rejects.Add(reject);
    }

    private void Widen(GeoBox by) => box = box?.Union(by) ?? by;

    private void See(SurveyRow row, SurveyedRow surveyed, SurveyReject? reject)
    {
        var isFull = rows.Count == SurveyPreview.MaxRows;
        if (isFull && row.Number > rows.Keys[^1]) return; // rows that waited for the others come later
        var fields = Enum.GetValues<SurveyField>().Where(row.Has)
            .Select(field => KeyValuePair.Create(SurveyColumns.CodeOf(field), row.Text(field)));
        if (isFull) rows.RemoveAt(rows.Count - 1);
        rows.Add(row.Number, new PreviewRow(row.Number, [.. fields], reject is null ? surveyed.Component.Location : null, reject));
    }
}
