using CityKit.Core;
using CityKit.Desk.Words;

namespace CityKit.Desk.Cockpit;

/// <summary>Fills the board of what reporters said in the month in which the days end.</summary>
internal sealed class SurveySource(Board board, CockpitQuery asked, CockpitReads reads) : BoardSource(board, asked, reads)
{
    internal override async Task<BoardContent> ReadAsync()
    {
        var last = Asked.Days.End.PlusDays(-1);
        var answer = await Reads.AllAsync("items/surveys", CockpitJson.Default.SurveyRow, IsOver,
            ("month", $"{last.Year:d4}-{last.Month:d2}"), ("by", Board.By)).ConfigureAwait(false);
        return Of(answer, rows => new BoardContent
        {
            Title = Title,
            Parts = [.. rows.Where(row => row.Total).SelectMany(Parts)],
            Table = new BoardTable([CockpitWords.By(Board.By!), CockpitWords.Satisfied, CockpitWords.Answers],
                [.. rows.Where(row => !row.Total).OrderByDescending(Share).Take(Board.Top).Select(row => new BoardRow(
                    [BoardCell.Of(NameOf(row)), new(Share(row), BoardUnit.Rate), new(row.Count)]))]) { Bars = 1 },
            Note = CockpitWords.Withheld,
        });
    }

    private static IEnumerable<BoardPart> Parts(SurveyRow row) =>
    [
        new(CockpitWords.Satisfied, row.Satisfied, BoardTone.Good), new(CockpitWords.Basically, row.Basically, BoardTone.Fair),
        new(CockpitWords.Unsatisfied, row.Unsatisfied, BoardTone.Bad),
    ];

    private static decimal Share(SurveyRow row) => row.Count == 0 ? 0 : (row.Satisfied + row.Basically) / (decimal)row.Count;

    private LocalizedText NameOf(SurveyRow row) =>
        Board.By == "class" ? ClassOf(row.Class) : row.Body is { } body ? Same(body) : CockpitWords.Unassigned;
}
