using CityKit.Desk.Words;

namespace CityKit.Desk.Cockpit;

/// <summary>Fills the boards of the plan for the person who looks.</summary>
internal sealed class CockpitBoards(CockpitPlan plan, CockpitReads reads)
{
    internal IReadOnlyList<Board> Plan => plan.Boards;

    internal NodaTime.Instant Now => reads.Now;

    /// <summary>What some boards show, by their places in the plan.</summary>
    internal async Task<IReadOnlyDictionary<int, BoardContent>> ReadAsync(CockpitQuery asked, IEnumerable<int> places)
    {
        var contents = new Dictionary<int, BoardContent>();
        foreach (var place in places) contents[place] = await ReadAsync(plan.Boards[place], asked).ConfigureAwait(false);
        return contents;
    }

    /// <summary>What a board shows; when the store cannot be read, that it is so: the others are shown all the same.</summary>
    internal async Task<BoardContent> ReadAsync(Board board, CockpitQuery asked)
    {
        var title = board.Title ?? CockpitNames.NameOf(board.Kind);
        if (board.Kind == BoardKind.Text) return new BoardContent { Title = title, Note = board.Text };
        try
        {
            return await SourceOf(board, asked).ReadAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            return new BoardContent { Title = title, Note = CockpitWords.Unread };
        }
    }

    private BoardSource SourceOf(Board board, CockpitQuery asked) => board.Kind switch
    {
        BoardKind.Figure or BoardKind.League => new FigureSource(board, asked, reads),
        BoardKind.Tree => new TreeSource(board, asked, reads),
        BoardKind.Devices or BoardKind.Blind => new DeviceSource(board, asked, reads),
        BoardKind.Survey => new SurveySource(board, asked, reads),
        BoardKind.Rules or BoardKind.Days or BoardKind.FalseAlarms or BoardKind.Newest or BoardKind.Leads =>
            new AlertSource(board, asked, reads),
        _ => new ItemSource(board, asked, reads),
    };
}
