from articles.charts.graph import MOST_DRAWN, Tie, graph_of


def tie(says, hears):
    return Tie(1, "Ostrany", "country", "/actors/1/ostrany/", says, hears)


def test_a_line_for_each_way_that_somebody_speaks():
    graph = graph_of([tie(9, 1), tie(0, 4), tie(1, 0)])
    assert [spoke.tie.says for spoke in graph.says] == [9, 1]
    assert [spoke.tie.hears for spoke in graph.hears] == [1, 4]
    assert [spoke.y for spoke in graph.spokes] == ["16.67%", "50.00%", "83.33%"]
    assert float(graph.spokes[0].says) > float(graph.spokes[1].hears) > float(graph.spokes[2].says)


def test_the_first_twelve_are_drawn_and_no_line_is_too_thick():
    graph = graph_of([tie(10**6, 0)] * 40)
    assert len(graph.spokes) == MOST_DRAWN
    assert float(graph.spokes[0].says) == 5


def test_nothing_to_draw():
    assert graph_of([]).spokes == []
