namespace CityKit.Sensors.Rules;

/// <summary>One condition of a rule over several (组合规则的条件).</summary>
/// <param name="Words">What it looks for in the words of the rule file, such as <c>contact is active hold 10 min</c>.</param>
/// <param name="Rule">What it looks for and at which sensors; its id, purpose, duty and action are those of the rule that it is of.</param>
public sealed record GroupCondition(string Words, Rule Rule);
