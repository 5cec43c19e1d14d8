namespace CityKit.Desk.Duty;

/// <summary>How a field of a step is filled.</summary>
public enum StepInput
{
    /// <summary>A line of text.</summary>
    Line,

    /// <summary>Some lines of text, with ready answers beside them.</summary>
    Text,

    /// <summary>One of the choices.</summary>
    Choice,

    /// <summary>A line of text for which there are suggestions.</summary>
    Suggestion,

    /// <summary>A picture or clip, uploaded or named.</summary>
    Photo,

    /// <summary>A date and a time of day by the city's clock.</summary>
    Moment,

    /// <summary>A tick.</summary>
    Flag,
}
