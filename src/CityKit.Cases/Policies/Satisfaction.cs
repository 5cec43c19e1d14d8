namespace CityKit.Cases.Policies;

/// <summary>How satisfied somebody is with how a matter ended (满意度).</summary>
public enum Satisfaction : byte
{
    /// <summary>Satisfied (满意).</summary>
    Satisfied = 0,

    /// <summary>Basically satisfied (基本满意).</summary>
    Basically = 1,

    /// <summary>Not satisfied (不满意).</summary>
    Unsatisfied = 2,
}
